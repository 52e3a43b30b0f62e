import { expect } from '@open-wc/testing';
import type { SinonFakeTimers, SinonStub } from 'sinon';
import sinon from 'sinon';
import type { CubeEmbedChat } from '../../src/index.js';
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
import { hide, HOUR, leap, MINUTE } from './time.js';

describe('a renewal by a new frame', () => {
  let tenant: Tenant;
  let clock: SinonFakeTimers;
  let chat: CubeEmbedChat;

  beforeEach(async () => {
    tenant = await newTenant({ protocol: 'events' });
    clock = fakeTime();
    // No jitter: the renewal is due after exactly 23 hours.
    sinon.stub(Math, 'random').returns(0);
    chat = await mountReady(tenant, 'cube-embed-chat');
  });

  /** Moves the clocks to just after the renewal has become due. */
  async function untilDue(): Promise<void> {
    await leap(clock, 22 * HOUR + 59 * MINUTE);
    expect(await tenant.log('minted'), 'before the renewal is due').to.have.length(1);
    await clock.tickAsync(MINUTE + 5_000);
  }

  it('loads the new frame invisible and inert behind the old one, then replaces it', async () => {
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
    expect([coming.clientWidth, coming.clientHeight]).to.deep.equal([old.clientWidth, old.clientHeight]);
    expect(chat.renewing).to.be.true;
    expect(chat.status).to.equal('ready');
    await tenant.clearFaults();
    await until(() => renewed.length);
    expect(renewed).to.deep.equal([{ method: 'reload', trigger: 'window', confirmed: true }]);
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

  it('dispatches before-reload and can be delayed until the token expires', async () => {
    const asked: [boolean, string][] = [];
    const refuse = (event: HTMLElementEventMap['cube-embed-before-reload']): void => {
      asked.push([event.cancelable, event.detail.trigger]);
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

  it('waits while the viewer’s focus is in the old frame', async () => {
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

  it('keeps the focus when the token expires while the viewer’s focus is in the frame', async () => {
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

  it('keeps the old frame while the backend is down, and reports non-fatal errors', async () => {
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
    // In one jump, the time limit of the next call would pass while its answer is on its way.
    await until(() => clock.tickAsync(1_000).then(() => renewed.length));
    expect(consoleLines()).to.be.empty;
  });

  it('is not retried for a viewer who has signed out', async () => {
    chat.fetchSession = () => Promise.reject(Object.assign(new Error('out'), { code: 'session-denied' }));
    await chat.updateComplete;
    await untilDue();
    expect(chat.status).to.equal('error');
    expect(framesOf(chat)).to.be.empty;
    expect(consoleLines()).to.have.length(1);
  });

  it('happens when the tab becomes visible after a long sleep', async () => {
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

  it('shows the new frame at once when the old one fails in the meantime', async () => {
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

describe('an embed whose tenant sends no messages', () => {
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
    const { timing, ...up } = ups[0]!;
    expect(timing.frame).to.equal(timing.total - timing.session);
    expect([up, ...ups.slice(1)]).to.deep.equal([
      {
        surface: 'chat',
        confirmed: false,
        mode: null,
        deploymentId: null,
        embedTenant: null,
        publicId: null,
        kept: false,
      },
    ]);
    expect(consoleLines(), 'it may only be slow').to.be.empty;
    await clock.tickAsync(10_000);
    expect(consoleLines()).to.deep.equal([
      '<cube-embed-chat> the embed sends no messages. See docs/errors.md in the package: https://cube-embed.github.io/cube-embed/errors#silent',
    ]);
    const other = mount(tenant, 'cube-embed-dashboard');
    await until(async () => {
      await clock.tickAsync(1_000);
      return other.status === 'ready';
    });
    await clock.tickAsync(20_000);
    expect(consoleLines(), 'once for a tenant').to.be.empty;
  });

  it('is no such embed where another element has heard it: its error page does not count as ready', async () => {
    const tenant = await newTenant();
    const first = await mountReady(tenant, 'cube-embed-chat');
    first.remove();
    await tenant.fault('page', { kind: 'refuse', status: 502 });
    const clock = fakeTime();
    const chat = mount(tenant, 'cube-embed-chat');
    const ups = heard(chat, 'cube-embed-ready');
    await until(() => tenant.log('refused').then(({ length }) => length));
    for (let rounds = 0; rounds < 20; rounds++) await turn();
    await clock.tickAsync(60_000);
    expect(chat.status).to.equal('loading');
    await tenant.clearFaults();
    await until(async () => {
      await clock.tickAsync(30_000);
      return chat.status === 'ready';
    });
    expect(ups.map(({ confirmed }) => confirmed)).to.deep.equal([true]);
  });

  it('is confirmed by a late message, as the same start, and without a console warning', async () => {
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
    await clock.tickAsync(2_000);
    await tenant.clearFaults();
    await until(() => ups.length === 2);
    expect(ups.map(({ confirmed, again }) => [confirmed, again])).to.deep.equal([
      [false, undefined],
      [true, true],
    ]);
    expect(ups.map(({ deploymentId }) => deploymentId)).to.deep.equal([null, 1]);
    await clock.tickAsync(60_000);
    expect(consoleLines()).to.be.empty;
    await chat.reload();
    expect(ups.at(-1)!.again, 'a new frame is a new start').to.be.undefined;
    expect(await tenant.log('minted')).to.have.length(2);
  });

  it('is not warned of once its frame is gone', async () => {
    const tenant = await newTenant({ protocol: 'none' });
    const clock = fakeTime();
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => tenant.pages().then(({ length }) => length));
    await until(async () => {
      await clock.tickAsync(1_000);
      return chat.status === 'ready';
    });
    chat.remove();
    await clock.tickAsync(60_000);
    expect(consoleLines()).to.be.empty;
  });

  it('is still renewed by a new frame', async () => {
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
    expect(consoleLines()).to.have.length(1);
  });
});
