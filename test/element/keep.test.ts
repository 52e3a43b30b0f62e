import { expect } from '@open-wc/testing';
import type { CubeEmbedDashboard } from '../../src/index.js';
import { configure, parkAll, prerender, signOut } from '../../src/index.js';
import {
  begun,
  consoleLines,
  fakeTime,
  frameOf,
  framesOf,
  heard,
  make,
  mount,
  mountReady,
  newTenant,
  page,
  pendingTimers,
  quiet,
  ready,
  turn,
  until,
  usual,
} from './support.js';
import type { Tenant } from './tenant.js';
import { HOUR, MINUTE, hide, leap } from './time.js';

const canMove = 'moveBefore' in Element.prototype;

/** The frames that stand in the parking: all of the page that no element shows. */
const visits = async (tenant: Tenant): Promise<number> => (await tenant.pages()).length;

(canMove ? describe : describe.skip)('a kept embed', () => {
  let tenant: Tenant;
  let fetchSession: () => Promise<string>;

  beforeEach(async () => {
    tenant = await newTenant();
    fetchSession = () => tenant.mint();
  });

  afterEach(() => {
    signOut();
    configure({ keep: undefined });
  });

  const mintedCount = async (): Promise<number> => (await tenant.log('minted')).length;
  const keeper = (properties: Partial<CubeEmbedDashboard> = {}): CubeEmbedDashboard =>
    mount(tenant, 'cube-embed-dashboard', { keep: true, fetchSession, ...properties });

  /** Parks an embed, and removes its element. Returns its frame. */
  async function parked(properties: Partial<CubeEmbedDashboard> = {}): Promise<HTMLIFrameElement> {
    const dashboard = keeper(properties);
    await ready(dashboard);
    const frame = frameOf(dashboard);
    expect(dashboard.park()).to.be.true;
    dashboard.remove();
    return frame;
  }

  it('is taken over by the next element, with the same document and no session', async () => {
    const first = keeper();
    await ready(first);
    const frame = frameOf(first);
    const view = frame.contentWindow;
    first.park();
    expect(first.status).to.equal('idle');
    first.remove();
    const second = keeper();
    await ready(second);
    expect(frameOf(second)).to.equal(frame);
    expect(frame.contentWindow).to.equal(view);
    await quiet(tenant);
    expect(await mintedCount()).to.equal(1);
    expect(await visits(tenant)).to.equal(1);
  });

  it('has its box again in an element that was laid out before', async () => {
    await parked();
    const second = keeper();
    expect(second.clientWidth).to.be.above(0);
    await ready(second);
    expect(frameOf(second).clientWidth).to.equal(second.clientWidth);
    expect(frameOf(second).clientHeight).to.equal(second.clientHeight);
  });

  it('dispatches status-change and ready with `kept`, as any other load ends', async () => {
    await parked();
    const names: string[] = [];
    for (const name of ['cube-embed-status-change', 'cube-embed-ready'])
      page().addEventListener(name, (event) =>
        names.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`),
      );
    await ready(keeper());
    await turn();
    expect(names).to.have.length(2);
    expect(names[0]).to.equal('cube-embed-status-change {"status":"ready","previous":"idle"}');
    expect(names[1])
      .to.contain('"confirmed":true')
      .and.to.contain('"kept":true')
      .and.to.contain('"mode":"signed"');
  });

  it('is not kept without `keep`, before it is ready, or twice', async () => {
    const plain = await mountReady(tenant, 'cube-embed-dashboard');
    expect(plain.park()).to.be.false;
    const early = keeper();
    await begun(early);
    expect(early.park()).to.be.false;
    await ready(early);
    expect(early.park()).to.be.true;
    expect(early.park()).to.be.false;
  });

  it('is taken back in the next task if its element is not removed', async () => {
    const dashboard = keeper();
    await ready(dashboard);
    const frame = frameOf(dashboard);
    dashboard.park();
    expect(framesOf(dashboard)).to.be.empty;
    await ready(dashboard);
    expect(frameOf(dashboard)).to.equal(frame);
    expect(await mintedCount()).to.equal(1);
  });

  const OTHERS: [string, (tenantUrl: string) => Partial<CubeEmbedDashboard>][] = [
    ['dashboard', () => ({ dashboardId: 'orders' })],
    ['deployment', () => ({ deploymentId: 1 })],
    ['tenant', (url) => ({ baseUrl: url.replace('127.0.0.1', 'localhost') })],
    ['switch', () => ({ hideTitle: true })],
    ['parameter', () => ({ params: { beta: 'on' } })],
    ['sandbox', () => ({ sandbox: 'allow-scripts allow-same-origin' })],
    ['source', () => ({ fetchSession: () => tenant.mint() })],
  ];
  for (const [what, other] of OTHERS) {
    it(`is not taken by an element with another ${what}`, async () => {
      await parked();
      const second = keeper(other(tenant.url));
      await begun(second);
      await ready(second);
      expect(await mintedCount()).to.equal(2);
    });
  }

  it('is brought up to date by actions', async () => {
    await parked({ filters: { 'orders.status': 'completed' }, colorScheme: 'light' });
    const second = keeper({ filters: { 'orders.status': 'shipped' }, colorScheme: 'dark', path: '/details' });
    second.setFilter({ 'users.country': 'US' });
    await ready(second);
    await quiet(tenant);
    const sent = JSON.stringify(await tenant.log('action'));
    for (const text of ['shipped', 'users.country', '"scheme":"dark"', '/details'])
      expect(sent).to.contain(text);
    expect(await mintedCount()).to.equal(1);
  });

  it('keeps the viewer’s path', async () => {
    const first = keeper();
    await ready(first);
    await tenant.emit('view', { surface: 'dashboard', path: '/embed/dashboard/sales/details' });
    await until(() => first.path === '/details');
    first.park();
    first.remove();
    const second = keeper();
    await ready(second);
    expect(second.path).to.equal('/details');
  });

  it('is found by no selector of the page, and is inert and laid out', async () => {
    const first = keeper();
    await ready(first);
    const frame = frameOf(first);
    const { clientWidth, clientHeight } = frame;
    first.park();
    first.remove();
    expect(document.querySelector('iframe, cube-embed-dashboard, :has(iframe)')).to.be.null;
    expect(frame.isConnected).to.be.true;
    expect([frame.clientWidth, frame.clientHeight]).to.deep.equal([clientWidth, clientHeight]);
    expect(getComputedStyle(frame).visibility).to.equal('hidden');
    expect(frame.closest('[inert]') ?? (frame.getRootNode() as ShadowRoot).host.closest('[inert]')).to.exist;
  });

  it('makes no call and sends nothing to the page until its token expires', async () => {
    const clock = fakeTime();
    const first = keeper();
    configure({ keep: { seconds: 100 * 3600 } });
    await ready(first);
    first.park();
    first.remove();
    const events = heard(document, 'cube-embed-message');
    await leap(clock, 23.9 * HOUR);
    await tenant.emit('view', { surface: 'dashboard', path: '/embed/dashboard/sales' });
    await quiet(tenant);
    expect(await mintedCount()).to.equal(1);
    expect(events).to.be.empty;
    const second = keeper();
    await ready(second);
    await clock.tickAsync(10_000);
    await until(async () => (await mintedCount()) === 2, 'the renewal that fell due meanwhile');
    expect(second.status).to.equal('ready');
  });

  const ENDS: [string, (tenant: Tenant) => unknown][] = [
    ['the viewer signs out', () => signOut()],
    ['the page gets another source', () => configure({ fetchSession: () => tenant.mint() })],
    ['its embed fails', () => tenant.emit('error', { message: 'x', fatal: true })],
    ['its token expires', () => tenant.emit('session-expired', {})],
  ];
  for (const [what, end] of ENDS) {
    it(`is dropped when ${what}`, async () => {
      configure({ fetchSession });
      const first = keeper({ fetchSession: undefined });
      await ready(first);
      const frame = frameOf(first);
      first.park();
      first.remove();
      await end(tenant);
      await until(() => !frame.isConnected, 'the frame to be removed');
      await quiet(tenant);
      expect(await mintedCount()).to.equal(1);
      configure({ fetchSession: undefined });
    });
  }

  it('is dropped after `seconds`', async () => {
    const clock = fakeTime();
    const frame = await parked();
    await leap(clock, 4 * MINUTE);
    expect(frame.isConnected).to.be.true;
    await leap(clock, 2 * MINUTE);
    await until(() => !frame.isConnected);
    configure({ keep: { seconds: 10 } });
    const second = await parked();
    await clock.tickAsync(10_000);
    expect(second.isConnected).to.be.false;
  });

  it('is dropped at its token’s end, however long it may be kept', async () => {
    const clock = fakeTime();
    configure({ keep: { seconds: 100 * 3600 } });
    const frame = await parked();
    await leap(clock, 23.9 * HOUR);
    expect(frame.isConnected).to.be.true;
    await leap(clock, 0.2 * HOUR);
    expect(frame.isConnected).to.be.false;
  });

  it('is not taken after the machine has slept past its token’s end, before any timer fires', async () => {
    const clock = fakeTime();
    configure({ keep: { seconds: 100 * 3600 } });
    const frame = await parked();
    clock.setSystemTime(Date.now() + 25 * HOUR);
    const second = keeper();
    await ready(second);
    expect(frameOf(second)).not.to.equal(frame);
    expect(frame.isConnected).to.be.false;
    expect(await mintedCount()).to.equal(2);
  });

  it('stays while the tab is hidden, makes no call there, and begins in the next element', async () => {
    const clock = fakeTime();
    configure({ keep: { seconds: 3600 } });
    const frame = await parked();
    const show = hide();
    await leap(clock, 0.9 * HOUR);
    const second = keeper();
    await turn();
    show();
    await ready(second);
    expect(frameOf(second)).to.equal(frame);
    await quiet(tenant);
    expect(await mintedCount()).to.equal(1);
  });

  it('is not renewed when it is asked to while the tab is hidden or seen, and is when it is taken', async () => {
    const clock = fakeTime();
    await parked();
    const show = hide();
    await tenant.emit('session-expiring', {});
    await quiet(tenant);
    show();
    await clock.tickAsync(MINUTE);
    await quiet(tenant);
    expect(await mintedCount()).to.equal(1);
    const renewals = heard(document, 'cube-embed-renewed');
    const second = keeper();
    await ready(second);
    await clock.tickAsync(1_000);
    await until(() => renewals.length);
    expect(renewals).to.deep.equal([{ method: 'in-place', trigger: 'session-expiring', confirmed: true }]);
  });

  it('sets no timer but its end, and none when it is gone', async () => {
    const clock = fakeTime();
    await parked();
    expect(pendingTimers(clock)).to.have.length(1);
    signOut();
    expect(pendingTimers(clock)).to.be.empty;
  });

  it('says nothing of an error that is not fatal', async () => {
    await parked();
    const errors = heard(document, 'cube-embed-error');
    await tenant.emit('error', { message: 'x', fatal: false });
    await quiet(tenant);
    const second = keeper();
    await ready(second);
    expect(errors).to.be.empty;
    expect(await mintedCount()).to.equal(1);
  });

  it('is dropped when it reports that it did not take its latest session, and makes no call', async () => {
    const clock = fakeTime();
    configure({ keep: { seconds: 100 * 3600 } });
    const first = keeper({ renewal: 'in-place' });
    await ready(first);
    const frame = frameOf(first);
    // The token has expired by the clock, and the new session goes to a frame that may not understand it.
    await tenant.fault('token', { kind: 'refuse', status: 500 });
    const renewals = heard(document, 'cube-embed-renewed');
    await tenant.emit('session-expired', {});
    await until(() => renewals.length);
    first.park();
    first.remove();
    const { host } = frame.getRootNode() as ShadowRoot;
    await until(() => !frame.isConnected, 'the frame to be removed');
    expect(host.isConnected).to.be.false;
    await clock.tickAsync(MINUTE);
    await quiet(tenant);
    expect(await mintedCount()).to.equal(2);
  });

  it('is dropped with what holds it, and the next element loads', async () => {
    const frame = await parked();
    const { host } = frame.getRootNode() as ShadowRoot;
    (host.getRootNode() as ShadowRoot).host.remove();
    const second = keeper();
    await ready(second);
    expect(frameOf(second)).not.to.equal(frame);
    expect(await mintedCount()).to.equal(2);
  });

  const ONE_AT_MOST: [string, string, unknown][] = [
    ['on a device with little memory', 'deviceMemory', 2],
    ['where the viewer saves data', 'connection', { saveData: true }],
  ];
  for (const [where, property, value] of ONE_AT_MOST) {
    it(`is the only one ${where}, and none with \`most\` 0`, async () => {
      Object.defineProperty(navigator, property, { value, configurable: true });
      try {
        const one = await parked({ params: { n: '1' } });
        const two = await parked({ params: { n: '2' } });
        expect([one.isConnected, two.isConnected]).to.deep.equal([false, true]);
        configure({ keep: { most: 0 } });
        const three = keeper();
        await ready(three);
        expect(three.park()).to.be.false;
      } finally {
        delete (navigator as unknown as Record<string, unknown>)[property];
      }
    });
  }

  it('is one of three by default', async () => {
    const frames: HTMLIFrameElement[] = [];
    for (const n of ['1', '2', '3', '4']) frames.push(await parked({ params: { n } }));
    expect(frames.map((frame) => frame.isConnected)).to.deep.equal([false, true, true, true]);
  });

  it('is one of `most` at the most: the oldest goes first', async () => {
    configure({ keep: { most: 2 } });
    const frames: HTMLIFrameElement[] = [];
    for (const params of [{ n: '1' }, { n: '2' }, { n: '3' }]) {
      const dashboard = keeper({ params });
      await ready(dashboard);
      frames.push(frameOf(dashboard));
      dashboard.park();
      dashboard.remove();
    }
    expect(frames.map((frame) => frame.isConnected)).to.deep.equal([false, true, true]);
  });

  it('ends a renewal that is under way, whose promise rejects', async () => {
    const first = keeper();
    await ready(first);
    let aborted = false;
    first.fetchSession = fetchSession = ({ signal }: { signal?: AbortSignal } = {}) =>
      new Promise<string>(() => signal?.addEventListener('abort', () => (aborted = true)));
    const renewal = first.renew().catch((error: unknown) => error);
    await turn();
    first.park();
    expect(aborted).to.be.true;
    expect(await renewal).to.have.property('name', 'AbortError');
    first.remove();
  });

  it('is kept by parkAll() below a root, through shadow roots', async () => {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    page().append(host);
    const inside = make('cube-embed-dashboard', { ...usual(tenant, 'cube-embed-dashboard'), keep: true });
    root.append(inside);
    const outside = keeper();
    await ready(inside);
    await ready(outside);
    expect(parkAll(host)).to.equal(1);
    expect([inside.status, outside.status]).to.deep.equal(['idle', 'ready']);
  });

  it('can be loaded ahead', async () => {
    const options = usual(tenant, 'cube-embed-dashboard');
    const events = heard(document, 'cube-embed-ready');
    let isReady = false;
    const listen = ({ data }: MessageEvent<{ type?: string }>): void => {
      isReady ||= data.type === 'cube:event:ready';
    };
    window.addEventListener('message', listen);
    prerender({ ...options, fetchSession });
    await until(() => isReady);
    window.removeEventListener('message', listen);
    await quiet(tenant);
    expect(events).to.be.empty;
    const dashboard = keeper();
    await ready(dashboard);
    expect(events).to.have.length(1);
    expect(events[0]!.kept).to.be.true;
    expect(await mintedCount()).to.equal(1);
  });

  it('is loaded ahead once, however often it is asked for', async () => {
    const options = { ...usual(tenant, 'cube-embed-dashboard'), fetchSession };
    prerender(options);
    prerender(options);
    await until(async () => (await mintedCount()) === 1);
    prerender(options);
    await ready(keeper());
    await parked({ params: { n: '2' } });
    prerender({ ...options, params: { n: '2' } });
    await quiet(tenant);
    expect(await mintedCount()).to.equal(2);
  });

  it('is taken over while it loads ahead: during the call for its session', async () => {
    let answer = (): void => undefined;
    fetchSession = () =>
      new Promise((resolve) => {
        answer = () => resolve(tenant.mint());
      });
    prerender({ ...usual(tenant, 'cube-embed-dashboard'), fetchSession });
    await turn();
    const events = heard(document, 'cube-embed-ready');
    const dashboard = keeper();
    await begun(dashboard);
    expect(dashboard.status).to.equal('loading');
    answer();
    await ready(dashboard);
    await until(() => events.length);
    expect(events[0]!.kept).to.be.false;
    expect(await mintedCount()).to.equal(1);
  });

  it('is taken over while it loads ahead: during the load of its frame', async () => {
    await tenant.fault('page', { kind: 'hang' });
    prerender({ ...usual(tenant, 'cube-embed-dashboard'), fetchSession });
    await until(async () => (await mintedCount()) === 1);
    await quiet(tenant);
    const dashboard = keeper();
    await begun(dashboard);
    expect(framesOf(dashboard)).to.have.length(1);
    await tenant.clearFaults();
    await ready(dashboard);
    expect(frameOf(dashboard).clientWidth).to.equal(dashboard.clientWidth);
    expect(await mintedCount()).to.equal(1);
  });

  it('is not loaded ahead with wrong options, which are a console line', () => {
    prerender({ baseUrl: tenant.url, fetchSession, surface: 'dashboard' });
    expect(consoleLines()).to.deep.equal(['cube-embed: prerender() did nothing. dashboard-id is missing.']);
  });
});
