import { expect } from '@open-wc/testing';
import type { SessionContext } from '../../src/index.js';
import { fakeTime, frameOf, heard, mountReady, newTenant, ready, turn, until } from './support.js';
import { hide, HOUR, leap, MINUTE } from './time.js';

describe('a renewal in place', () => {
  it('mints one new session and keeps the frame', async () => {
    const tenant = await newTenant();
    const contexts: SessionContext[] = [];
    const chat = await mountReady(tenant, 'cube-embed-chat', {
      fetchSession: (context) => {
        contexts.push(context);
        return tenant.mint();
      },
    });
    const frame = frameOf(chat);
    const renewed = heard(chat, 'cube-embed-renewed');
    const statuses = heard(chat, 'cube-embed-status-change');
    // The embed stops trusting its token an hour before it expires, and gives notice five minutes before that.
    await tenant.advance(22 * HOUR + 56 * MINUTE);
    await until(() => renewed.length);
    expect(renewed).to.deep.equal([{ method: 'in-place', trigger: 'session-expiring', confirmed: true }]);
    await until(() => tenant.log('exchanged').then(({ length }) => length === 2));
    expect(frameOf(chat)).to.equal(frame);
    expect(statuses).to.be.empty;
    expect(contexts.map(({ reason }) => reason)).to.deep.equal(['initial', 'renewal']);
    expect(await tenant.log('page')).to.have.length(1);
    const [, second] = await tenant.log('minted');
    const [action] = await tenant.log('action');
    expect(action).to.deep.include({
      type: 'cube:action:set-session',
      payload: { sessionId: second!.sessionId },
    });
    expect(await tenant.log('refused')).to.be.empty;
  });

  it('repeats for days', async () => {
    const tenant = await newTenant();
    const clock = fakeTime();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const frame = frameOf(chat);
    const renewed = heard(chat, 'cube-embed-renewed');
    for (let day = 1; day <= 3; day++) {
      await leap(clock, 22 * HOUR + 55 * MINUTE);
      await tenant.advance(22 * HOUR + 56 * MINUTE);
      await until(() => tenant.log('exchanged').then(({ length }) => length === day + 1));
    }
    expect(renewed).to.have.length(3);
    expect(frameOf(chat)).to.equal(frame);
    expect(await tenant.log('refused')).to.be.empty;
  });

  it('is one renewal, whatever else triggers it in the meantime', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const renewed = heard(chat, 'cube-embed-renewed');
    const messages = heard(chat, 'cube-embed-message');
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    chat.fetchSession = async () => {
      await gate;
      return tenant.mint();
    };
    await chat.updateComplete;
    for (const type of ['session-expiring', 'session-expired', 'session-expiring', 'session-expired'])
      await tenant.emit(type);
    const asked = [chat.renew(), chat.renew()];
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    // The renewals of a page take turns, and the test before this one may have taken one just now.
    await until(() => messages.length >= 4 && chat.renewing);
    expect(chat.matches(':state(renewing)')).to.be.true;
    release();
    await Promise.all(asked);
    expect(chat.renewing).to.be.false;
    expect(chat.matches(':state(renewing)')).to.be.false;
    expect(renewed).to.have.length(1);
    expect(await tenant.log('minted')).to.have.length(2);
  });

  it('requires no payload in the embed’s message', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const renewed = heard(chat, 'cube-embed-renewed');
    const word = {
      source: 'cube-embed',
      direction: 'event',
      type: 'cube:event:session-expired',
      timestamp: 1,
      surface: 'chat',
    };
    await tenant.emit('', word, { raw: true });
    await until(() => renewed.length);
    expect(renewed).to.deep.equal([{ method: 'in-place', trigger: 'session-expired', confirmed: true }]);
  });

  it('is followed by a new frame when the embed reports that it expired anyway', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const frame = frameOf(chat);
    await tenant.fault('token', { kind: 'refuse', status: 401 }, { times: 1 });
    await tenant.emit('session-expiring');
    await until(() => tenant.log('exchanged').then(({ length }) => length === 2));
    await ready(chat);
    expect(frameOf(chat)).not.to.equal(frame);
  });

  it('is followed by a new frame when the exchange fails for an expired embed', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const frame = frameOf(chat);
    const errors = heard(chat, 'cube-embed-error');
    const renewed = heard(chat, 'cube-embed-renewed');
    await tenant.fault('token', { kind: 'refuse', status: 500 }, { times: 1 });
    await tenant.emit('session-expired');
    await until(() => renewed.length === 2);
    expect(frameOf(chat)).not.to.equal(frame);
    expect(errors.map(({ error, fatal }) => ({ code: error.code, fatal }))).to.deep.equal([
      { code: 'embed-error', fatal: false },
    ]);
    expect(await tenant.log('exchanged')).to.have.length(2);
  });

  it('keeps the frame when the exchange fails for an embed that still works', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const frame = frameOf(chat);
    const errors = heard(chat, 'cube-embed-error');
    await tenant.fault('token', { kind: 'refuse', status: 500 }, { times: 1 });
    await tenant.emit('session-expiring');
    await until(() => errors.length);
    await turn();
    expect(errors[0]!.fatal).to.be.false;
    expect(frameOf(chat)).to.equal(frame);
    expect(await tenant.log('minted')).to.have.length(2);
  });

  it('waits until the tab is visible', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const messages = heard(chat, 'cube-embed-message');
    const show = hide();
    try {
      await tenant.emit('session-expiring');
      await until(() => messages.some(({ type }) => type.endsWith('expiring')));
      await turn();
      expect(await tenant.log('minted')).to.have.length(1);
    } finally {
      show();
    }
    await until(() => tenant.log('exchanged').then(({ length }) => length === 2));
  });

  it('waits until the network is back', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const messages = heard(chat, 'cube-embed-message');
    window.dispatchEvent(new Event('offline'));
    await tenant.emit('session-expiring');
    await until(() => messages.some(({ type }) => type.endsWith('expiring')));
    await turn();
    expect(await tenant.log('minted')).to.have.length(1);
    window.dispatchEvent(new Event('online'));
    await until(() => tenant.log('exchanged').then(({ length }) => length === 2));
  });
});
