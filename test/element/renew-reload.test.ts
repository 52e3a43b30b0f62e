import { expect } from '@open-wc/testing';
import { consoleLines, frameOf, heard, mountReady, newTenant, page, ready, turn, until } from './support.js';
import type { Tenant } from './tenant.js';

describe('renew() and reload()', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  it('settle when the new session is in use', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    await chat.reload();
    expect(chat.status).to.equal('ready');
    expect(await tenant.log('exchanged')).to.have.length(2);
    await tenant.emit('session-expiring');
    await until(() => tenant.log('exchanged').then(({ length }) => length === 3));
    const frame = frameOf(chat);
    await chat.renew();
    await until(() => tenant.log('exchanged').then(({ length }) => length === 4));
    expect(frameOf(chat)).to.equal(frame);
  });

  it('remove the old frame at once on reload()', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const old = frameOf(chat);
    const reloaded = chat.reload();
    await until(() => chat.status === 'loading');
    expect(old.isConnected).to.be.false;
    await reloaded;
  });

  it('give each frame a unique name, because WebKit restores frames by name on Back', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const names = [frameOf(chat).name];
    await chat.renew();
    names.push(frameOf(chat).name);
    await chat.reload();
    names.push(frameOf(chat).name);
    expect(new Set(names)).to.have.length(3);
    expect(names).not.to.include('');
  });

  it('load a new frame at once on renew() if the embed is not known to renew in place', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const old = frameOf(chat);
    const asked = heard(chat, 'cube-embed-before-reload');
    await chat.renew();
    expect(frameOf(chat)).not.to.equal(old);
    expect(asked).to.deep.equal([{ trigger: 'renew' }]);
  });

  it('reject with the error when they fail', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat', {});
    chat.fetchSession = () => Promise.reject(Object.assign(new Error('out'), { code: 'session-denied' }));
    for (const act of [() => chat.renew(), () => chat.reload()]) {
      const reason: unknown = await act().catch((error: unknown) => error);
      expect(reason).to.equal(chat.error);
      expect(reason).to.have.property('code', 'session-denied');
    }
    consoleLines();
  });

  it('reject with an AbortError when the element is removed', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    for (const act of [() => chat.renew(), () => chat.reload()]) {
      chat.fetchSession = () => new Promise(() => undefined);
      const promise = act().catch((error: unknown) => error);
      await chat.updateComplete;
      await turn();
      chat.remove();
      expect(await promise)
        .to.be.instanceOf(DOMException)
        .and.to.have.property('name', 'AbortError');
      chat.fetchSession = () => tenant.mint();
      page().append(chat);
      await ready(chat);
    }
  });

  it('reject with an AbortError when the element is not in a page', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    chat.remove();
    for (const act of [() => chat.renew(), () => chat.reload()]) {
      const reason: unknown = await act().catch((error: unknown) => error);
      expect(reason).to.be.instanceOf(DOMException).and.to.have.property('name', 'AbortError');
    }
  });

  it('cause no unhandled rejection when the caller ignores the promise', async () => {
    const rejections: unknown[] = [];
    const note = (event: PromiseRejectionEvent): void => {
      rejections.push(event.reason);
    };
    window.addEventListener('unhandledrejection', note);
    const chat = await mountReady(tenant, 'cube-embed-chat');
    void chat.renew();
    chat.remove();
    void chat.reload();
    await turn();
    window.removeEventListener('unhandledrejection', note);
    expect(rejections).to.be.empty;
  });
});
