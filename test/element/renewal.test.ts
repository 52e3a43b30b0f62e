import { expect } from '@open-wc/testing';
import type { SinonFakeTimers, SinonStub } from 'sinon';
import sinon from 'sinon';
import type { CubeEmbedChat, SessionContext } from '../../src/index.js';
import {
  consoleLines,
  deliver,
  fakeTime,
  frameOf,
  framesOf,
  heard,
  mount,
  mountReady,
  newTenant,
  page,
  ready,
  turn,
  until,
} from './support.js';
import type { Tenant } from './tenant.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** A tab that the viewer does not see, until the returned function is called. */
function hide(): () => void {
  const tell = (state: string): void => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  tell('hidden');
  return () => {
    tell('visible');
    delete (document as { visibilityState?: unknown }).visibilityState;
  };
}

/** So much time passes, most of it in one piece: the last minute is what the page's timers see. */
async function leap(clock: SinonFakeTimers, ms: number): Promise<void> {
  clock.setSystemTime(Date.now() + ms - MINUTE);
  await clock.tickAsync(MINUTE);
}

describe('in place', () => {
  it('takes one new session, and the frame stays', async () => {
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
    // The embed stops trusting its token an hour early, and says so five minutes before.
    await tenant.advance(22 * HOUR + 56 * MINUTE);
    await until(() => renewed.length);
    expect(renewed).to.deep.equal([{ method: 'in-place', trigger: 'session-expiring' }]);
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

  it('goes on for days', async () => {
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

  it('is one renewal, whatever asks for it meanwhile', async () => {
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
    await until(() => messages.length >= 4);
    expect(chat.renewing).to.be.true;
    expect(chat.matches(':state(renewing)')).to.be.true;
    release();
    await Promise.all(asked);
    expect(chat.renewing).to.be.false;
    expect(chat.matches(':state(renewing)')).to.be.false;
    expect(renewed).to.have.length(1);
    expect(await tenant.log('minted')).to.have.length(2);
  });

  it('needs no payload in the embed’s word', async () => {
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
    expect(renewed).to.deep.equal([{ method: 'in-place', trigger: 'session-expired' }]);
  });

  it('gives way to a new frame when the embed says that it expired after all', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const frame = frameOf(chat);
    await tenant.fault('token', { kind: 'refuse', status: 401 }, { times: 1 });
    await tenant.emit('session-expiring');
    await until(() => tenant.log('exchanged').then(({ length }) => length === 2));
    await ready(chat);
    expect(frameOf(chat)).not.to.equal(frame);
  });

  it('waits until the tab is seen', async () => {
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

describe('by a new frame', () => {
  let tenant: Tenant;
  let clock: SinonFakeTimers;
  let chat: CubeEmbedChat;

  beforeEach(async () => {
    tenant = await newTenant({ protocol: 'events' });
    clock = fakeTime();
    // No jitter: the window begins after 23 hours to the second.
    sinon.stub(Math, 'random').returns(0);
    chat = await mountReady(tenant, 'cube-embed-chat');
  });

  /** The window in which it is renewed has just begun. */
  async function untilDue(): Promise<void> {
    await leap(clock, 22 * HOUR + 59 * MINUTE);
    expect(await tenant.log('minted'), 'before the window').to.have.length(1);
    await clock.tickAsync(MINUTE + 5_000);
  }

  it('loads behind the old one, unseen and out of reach, and then takes its place', async () => {
    const old = frameOf(chat);
    const renewed = heard(chat, 'cube-embed-renewed');
    const statuses = heard(chat, 'cube-embed-status-change');
    await tenant.fault('token', { kind: 'hang' });
    await untilDue();
    await until(() => framesOf(chat).length === 2);
    const coming = framesOf(chat)[1]!;
    expect(old.inert).to.be.false;
    expect(getComputedStyle(old).opacity).to.equal('1');
    expect(coming.inert).to.be.true;
    expect(getComputedStyle(coming).opacity).to.equal('0');
    expect(coming.getBoundingClientRect().toJSON()).to.deep.equal(old.getBoundingClientRect().toJSON());
    expect(chat.renewing).to.be.true;
    expect(chat.status).to.equal('ready');
    await tenant.clearFaults();
    await until(() => renewed.length);
    expect(renewed).to.deep.equal([{ method: 'reload', trigger: 'window' }]);
    expect(frameOf(chat)).to.equal(coming);
    expect(coming.inert).to.be.false;
    expect(getComputedStyle(coming).opacity).to.equal('1');
    expect(statuses).to.be.empty;
    expect(await tenant.log('refused')).to.be.empty;
  });

  it('adds nothing to the history', async () => {
    const { length } = history;
    const renewed = heard(chat, 'cube-embed-renewed');
    await untilDue();
    await until(() => renewed.length);
    await chat.reload();
    expect(history.length).to.equal(length);
  });

  it('asks first, and can be put off until the token ends', async () => {
    const asked: [boolean, string][] = [];
    const refuse = (event: HTMLElementEventMap['cube-embed-before-reload']): void => {
      asked.push([event.cancelable, event.detail.reason]);
      event.preventDefault();
    };
    chat.addEventListener('cube-embed-before-reload', refuse);
    await untilDue();
    expect(asked).to.deep.equal([[true, 'window']]);
    expect(framesOf(chat)).to.have.length(1);
    await clock.tickAsync(6 * MINUTE);
    expect(asked, 'asked again').to.have.length(2);
    const renewed = heard(chat, 'cube-embed-renewed');
    await leap(clock, 55 * MINUTE);
    await until(() => renewed.length);
    expect(asked.at(-1)).to.deep.equal([false, 'window']);
    expect(await tenant.log('minted')).to.have.length(2);
  });

  it('waits while the viewer’s focus is in the old one', async () => {
    const elsewhere = document.createElement('button');
    page().append(elsewhere);
    chat.focus();
    await untilDue();
    expect(await tenant.log('minted')).to.have.length(1);
    elsewhere.focus();
    const renewed = heard(chat, 'cube-embed-renewed');
    await clock.tickAsync(6_000);
    await until(() => renewed.length);
  });

  it('keeps the focus when the token ends with the viewer in it', async () => {
    chat.focus();
    const old = frameOf(chat);
    const renewed = heard(chat, 'cube-embed-renewed');
    await untilDue();
    await leap(clock, HOUR);
    await until(() => renewed.length);
    expect(frameOf(chat)).not.to.equal(old);
    expect(document.activeElement === chat, 'the focus is in the element').to.be.true;
    expect(chat.shadowRoot!.activeElement).to.equal(frameOf(chat));
  });

  it('leaves the old one alone while the backend is down, and says so quietly', async () => {
    const errors = heard(chat, 'cube-embed-error');
    const renewed = heard(chat, 'cube-embed-renewed');
    chat.fetchSession = () => Promise.reject(new Error('down'));
    await chat.updateComplete;
    const old = frameOf(chat);
    (Math.random as SinonStub).returns(0.5);
    await untilDue();
    await until(() => errors.length > 0);
    expect(errors.every(({ fatal, error }) => !fatal && error.code === 'session-failed')).to.be.true;
    expect(frameOf(chat)).to.equal(old);
    chat.fetchSession = () => tenant.mint();
    await chat.updateComplete;
    await clock.tickAsync(2 * MINUTE);
    await until(() => renewed.length);
    expect(consoleLines()).to.be.empty;
  });

  it('is not tried for a viewer who has signed out', async () => {
    chat.fetchSession = () => Promise.reject(Object.assign(new Error('out'), { code: 'session-denied' }));
    await chat.updateComplete;
    await untilDue();
    expect(chat.status).to.equal('error');
    expect(framesOf(chat)).to.be.empty;
    expect(consoleLines()).to.have.length(1);
  });

  it('comes when the tab is seen again after a long sleep', async () => {
    const renewed = heard(chat, 'cube-embed-renewed');
    const show = hide();
    try {
      await leap(clock, 30 * HOUR);
      expect(await tenant.log('minted')).to.have.length(1);
    } finally {
      show();
    }
    await clock.tickAsync(6_000);
    await until(() => renewed.length);
    expect(await tenant.log('minted')).to.have.length(2);
  });

  it('takes over at once when the old one goes down meanwhile', async () => {
    await tenant.fault('token', { kind: 'hang' });
    await untilDue();
    await until(() => framesOf(chat).length === 2);
    const [old, coming] = framesOf(chat);
    const message = {
      source: 'cube-embed',
      direction: 'event',
      type: 'cube:event:error',
      payload: { message: 'down', fatal: true },
      timestamp: 1,
      surface: 'chat',
    };
    deliver(message, tenant.url, old!.contentWindow);
    expect(framesOf(chat)).to.deep.equal([coming]);
    expect(chat.status).to.equal('loading');
    await tenant.clearFaults();
    await ready(chat);
    expect(frameOf(chat)).to.equal(coming);
    expect(await tenant.log('minted')).to.have.length(2);
  });
});

describe('where the tenant sends no messages', () => {
  it('counts as ready some seconds after its page has loaded', async () => {
    const tenant = await newTenant({ protocol: 'none' });
    const clock = fakeTime();
    const chat = mount(tenant, 'cube-embed-chat');
    const ups = heard(chat, 'cube-embed-ready');
    await until(() => tenant.pages().then(({ length }) => length));
    await until(() => clock.countTimers() && framesOf(chat).length);
    for (let rounds = 0; rounds < 20; rounds++) await turn();
    await clock.tickAsync(2_900);
    expect(chat.status).to.equal('loading');
    await clock.tickAsync(200);
    expect(chat.status).to.equal('ready');
    expect(ups).to.deep.equal([
      {
        surface: 'chat',
        confirmed: false,
        mode: null,
        deploymentId: null,
        embedTenant: null,
        publicId: null,
      },
    ]);
  });

  it('is confirmed by the word of one that was only slow', async () => {
    const tenant = await newTenant();
    await tenant.fault('token', { kind: 'hang' });
    const clock = fakeTime();
    const chat = mount(tenant, 'cube-embed-chat');
    const ups = heard(chat, 'cube-embed-ready');
    await until(() => tenant.pages().then(({ length }) => length));
    await until(async () => {
      await clock.tickAsync(1_000);
      return ups.length === 1;
    });
    await tenant.clearFaults();
    await until(() => ups.length === 2);
    expect(ups.map(({ confirmed }) => confirmed)).to.deep.equal([false, true]);
    expect(await tenant.log('minted')).to.have.length(1);
  });

  it('is renewed by a new frame all the same', async () => {
    const tenant = await newTenant({ protocol: 'none' });
    const clock = fakeTime();
    const chat = mount(tenant, 'cube-embed-chat');
    const renewed = heard(chat, 'cube-embed-renewed');
    const soon = (condition: () => unknown): Promise<void> =>
      until(async () => {
        await clock.tickAsync(1_000);
        return condition();
      });
    await soon(() => chat.status === 'ready');
    await leap(clock, 23 * HOUR + 32 * MINUTE);
    await soon(() => renewed.length);
    expect(renewed[0]!.method).to.equal('reload');
    expect(framesOf(chat)).to.have.length(1);
  });
});

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

  it('reload: the old frame goes at once', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const old = frameOf(chat);
    const reloaded = chat.reload();
    await until(() => chat.status === 'loading');
    expect(old.isConnected).to.be.false;
    await reloaded;
  });

  it('renew: by a new frame, and at once, where nothing proves that the embed takes a session', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const old = frameOf(chat);
    const asked = heard(chat, 'cube-embed-before-reload');
    await chat.renew();
    expect(frameOf(chat)).not.to.equal(old);
    expect(asked).to.deep.equal([{ reason: 'renew' }]);
  });

  it('reject with the error when they fail', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat', {});
    chat.fetchSession = () => Promise.reject(Object.assign(new Error('out'), { code: 'session-denied' }));
    for (const act of [() => chat.renew(), () => chat.reload()]) {
      const reason: unknown = await act().catch((error: unknown) => error);
      expect(reason).to.equal(chat.error).and.to.have.property('code', 'session-denied');
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

  it('reject with an AbortError when the element is in no page', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    chat.remove();
    for (const act of [() => chat.renew(), () => chat.reload()]) {
      const reason: unknown = await act().catch((error: unknown) => error);
      expect(reason).to.be.instanceOf(DOMException).and.to.have.property('name', 'AbortError');
    }
  });

  it('fail in silence for a caller who does not look', async () => {
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
