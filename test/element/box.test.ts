import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import type { CubeEmbedElement } from '../../src/index.js';
import { SessionDeniedError } from '../../src/index.js';
import {
  consoleLines,
  heard,
  make,
  mount,
  mountReady,
  newTenant,
  page,
  partOf,
  ready,
  until,
  usual,
} from './support.js';
import type { Tenant } from './tenant.js';

const never = (): Promise<string> => new Promise(() => undefined);
const denied = (): Promise<string> => Promise.reject(new SessionDeniedError());

/** Whether the element is in this custom state; older engines have none, or other names. */
function inState(element: Element, state: string): boolean {
  return element.matches(`:state(${state})`);
}

async function failed(element: CubeEmbedElement): Promise<void> {
  await until(() => element.status === 'error');
  consoleLines();
}

describe('the element in the page', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  it('is a block 600 pixels high unless the page overrides it', async () => {
    const chat = mount(tenant, 'cube-embed-chat', { fetchSession: never });
    const box = (): DOMRect => chat.getBoundingClientRect();
    await chat.updateComplete;
    expect(getComputedStyle(chat).display).to.equal('block');
    expect(box().height).to.equal(600);
    expect(box().width).to.equal(page().getBoundingClientRect().width);
    chat.style.setProperty('--cube-embed-height', '320px');
    expect(box().height).to.equal(320);
    chat.style.height = '240px';
    expect(box().height).to.equal(240);
    chat.hidden = true;
    expect(box().height).to.equal(0);
  });

  it('shows its status as a custom state', async () => {
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => chat.status === 'loading');
    expect([inState(chat, 'loading'), inState(chat, 'ready'), inState(chat, 'error')]).to.deep.equal([
      true,
      false,
      false,
    ]);
    await ready(chat);
    expect([inState(chat, 'loading'), inState(chat, 'ready'), inState(chat, 'error')]).to.deep.equal([
      false,
      true,
      false,
    ]);
    chat.fetchSession = denied;
    await chat.reload().catch(() => undefined);
    await failed(chat);
    expect([inState(chat, 'loading'), inState(chat, 'ready'), inState(chat, 'error')]).to.deep.equal([
      false,
      false,
      true,
    ]);
    chat.remove();
    expect([inState(chat, 'loading'), inState(chat, 'ready'), inState(chat, 'error')]).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it('dispatches each change of its status with the previous one', async () => {
    const changes: string[] = [];
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    chat.addEventListener('cube-embed-status-change', ({ detail }) => {
      expect(detail.status).to.equal(chat.status);
      changes.push(`${detail.previous} → ${detail.status}`);
    });
    page().append(chat);
    await ready(chat);
    chat.fetchSession = denied;
    await chat.reload().catch(() => undefined);
    await failed(chat);
    expect(changes).to.deep.equal([
      'idle → loading',
      'loading → ready',
      'ready → loading',
      'loading → error',
    ]);
  });

  it('names its frame for assistive technology', async () => {
    const titles = [];
    for (const tag of ['cube-embed-dashboard', 'cube-embed-chat', 'cube-embed-app'] as const) {
      const element = await mountReady(tenant, tag);
      titles.push((partOf(element, 'frame') as HTMLIFrameElement).title);
    }
    expect(titles).to.deep.equal(['Dashboard', 'Analytics Chat', 'Cube App']);
  });

  it('does not read contentWindow before the page arrived: Chromium would create a script context for it', async () => {
    const asked = sinon.spy(HTMLIFrameElement.prototype, 'contentWindow', ['get']).get;
    await tenant.fault('page', { kind: 'hang' }, { times: 1 });
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => partOf(chat, 'frame'));
    expect(asked.callCount).to.equal(0);
    await tenant.clearFaults();
    await ready(chat);
    expect(asked.callCount).to.be.above(0);
  });

  it('does not read contentWindow for a message of another frame', async () => {
    const speaker = await mountReady(tenant, 'cube-embed-chat');
    const messages = heard(speaker, 'cube-embed-message');
    await tenant.fault('page', { kind: 'hang' });
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => partOf(chat, 'frame'));
    const asked = sinon.spy(HTMLIFrameElement.prototype, 'contentWindow', ['get']).get;
    await tenant.emit('refreshed');
    await until(() => messages.length);
    expect(asked.calledOn(partOf(chat, 'frame'))).to.be.false;
    await tenant.clearFaults();
    await ready(chat);
    expect(asked.calledOn(partOf(chat, 'frame'))).to.be.true;
  });

  it('changes the frame’s title while it is live', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat', { frameTitle: 'Ask us' });
    const frame = partOf(chat, 'frame') as HTMLIFrameElement;
    expect(frame.title).to.equal('Ask us');
    chat.frameTitle = 'Ask anything';
    await chat.updateComplete;
    expect(frame.title).to.equal('Ask anything');
    expect(partOf(chat, 'frame')).to.equal(frame);
  });

  it('gives its frame safe defaults that the page can override', async () => {
    const usualFrame = partOf(await mountReady(tenant, 'cube-embed-chat'), 'frame') as HTMLIFrameElement;
    expect(usualFrame.getAttribute('sandbox')!.split(' ')).not.to.include.oneOf([
      'allow-top-navigation',
      'allow-top-navigation-by-user-activation',
    ]);
    expect(usualFrame.referrerPolicy).to.equal('strict-origin');
    expect(usualFrame.allow).to.equal('clipboard-write; fullscreen');
    const own = {
      sandbox: 'allow-scripts allow-same-origin',
      allow: 'fullscreen',
      referrerPolicy: 'no-referrer',
      credentialless: true,
    };
    const frame = partOf(await mountReady(tenant, 'cube-embed-chat', own), 'frame') as HTMLIFrameElement;
    expect(frame.getAttribute('sandbox')).to.equal(own.sandbox);
    expect(frame.allow).to.equal(own.allow);
    expect(frame.referrerPolicy).to.equal(own.referrerPolicy);
    expect(frame, 'in Chromium; elsewhere nobody reads it').to.have.property('credentialless', true);
    const [first, second] = await tenant.log('page');
    expect(first!.headers['referer'], 'the origin and no path').to.equal(`${location.origin}/`);
    expect(second!.headers['referer']).to.be.undefined;
  });
});
