import { expect } from '@open-wc/testing';
import type { CubeEmbedDashboard } from '../../src/index.js';
import { configure, parkAll, prerender, signOut } from '../../src/index.js';
import {
  begun,
  fakeTime,
  frameOf,
  framesOf,
  heard,
  make,
  mount,
  mountReady,
  newTenant,
  page,
  quiet,
  ready,
  turn,
  until,
  usual,
} from './support.js';
import type { Tenant } from './tenant.js';
import { HOUR, MINUTE, leap } from './time.js';

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

  async function parked(properties: Partial<CubeEmbedDashboard> = {}): Promise<CubeEmbedDashboard> {
    const dashboard = keeper(properties);
    await ready(dashboard);
    expect(dashboard.park()).to.be.true;
    dashboard.remove();
    return dashboard;
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

  it('is dropped after `seconds`, and after its token’s end', async () => {
    const clock = fakeTime();
    const first = keeper();
    await ready(first);
    const frame = frameOf(first);
    first.park();
    first.remove();
    await leap(clock, 4 * MINUTE);
    expect(frame.isConnected).to.be.true;
    await leap(clock, 2 * MINUTE);
    await until(() => !frame.isConnected);
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
});
