import { expect } from '@open-wc/testing';
import type { SessionContext } from '../../src/index.js';
import {
  consoleLines,
  deferred,
  fakeTime,
  frameOf,
  framesOf,
  heard,
  make,
  mount,
  newTenant,
  page,
  quiet,
  ready,
  turn,
  until,
  usual,
} from './support.js';
import type { Tenant } from './tenant.js';

describe('an element that is added after the page has loaded', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  const mintedCount = async (): Promise<number> => (await tenant.log('minted')).length;

  const WHEN: [string, () => Promise<unknown>][] = [
    ['in a microtask', () => Promise.resolve()],
    ['in the next microtasks', () => Promise.resolve().then(() => Promise.resolve())],
    ['in a task', turn],
    ['in a frame', () => new Promise(requestAnimationFrame)],
    ['16 ms later', () => new Promise((resolve) => setTimeout(resolve, 16))],
  ];
  for (const [when, wait] of WHEN) {
    it(`mints one session when booleans and params are bound ${when}`, async () => {
      const held = deferred<undefined>();
      const dashboard = make('cube-embed-dashboard', {
        ...usual(tenant, 'cube-embed-dashboard'),
        fetchSession: () => held.promise.then(() => tenant.mint()),
      });
      page().append(dashboard);
      await wait();
      dashboard.hideHeader = true;
      await wait();
      dashboard.params = { beta: 'on' };
      await dashboard.updateComplete;
      await turn();
      held.resolve(undefined);
      await ready(dashboard);
      expect(await mintedCount()).to.equal(1);
      const { searchParams } = new URL(frameOf(dashboard).src);
      expect(searchParams.get('showDashboardHeader')).to.equal('false');
      expect(searchParams.get('beta')).to.equal('on');
    });

    it(`waits without an error for what is set ${when}`, async () => {
      const dashboard = make('cube-embed-dashboard');
      const errors = heard(dashboard, 'cube-embed-error');
      page().append(dashboard);
      await wait();
      Object.assign(dashboard, usual(tenant, 'cube-embed-dashboard'));
      await ready(dashboard);
      expect(errors).to.be.empty;
      expect(await mintedCount()).to.equal(1);
    });
  }

  it('starts with the properties that are set before the next task', async () => {
    const calls: SessionContext[] = [];
    const dashboard = mount(tenant, 'cube-embed-dashboard', {
      fetchSession: (context) => {
        calls.push(context);
        return tenant.mint();
      },
    });
    await dashboard.updateComplete;
    dashboard.dashboardId = 'bound';
    await ready(dashboard);
    expect(calls.map(({ dashboardId, reason }) => [dashboardId, reason])).to.deep.equal([
      ['bound', 'initial'],
    ]);
  });

  it('needs no timer to start, because a page may have stopped them', async () => {
    fakeTime();
    const chat = mount(tenant, 'cube-embed-chat');
    await ready(chat);
  });

  it('keeps the call in flight when only the URL changes, but not for another dashboard', async () => {
    const calls: SessionContext[] = [];
    const held = deferred<undefined>();
    const dashboard = mount(tenant, 'cube-embed-dashboard', {
      fetchSession: (context) => {
        calls.push(context);
        return held.promise.then(() => tenant.mint());
      },
    });
    await until(() => calls.length === 1);
    dashboard.hideTitle = true;
    dashboard.timeGranularities = { 'orders.created_at': 'day' };
    await dashboard.updateComplete;
    expect(calls).to.have.length(1);
    expect(calls[0]!.signal.aborted).to.be.false;
    dashboard.dashboardId = 'other';
    await dashboard.updateComplete;
    expect(calls).to.have.length(2);
    expect(calls[0]!.signal.aborted).to.be.true;
    held.resolve(undefined);
    await ready(dashboard);
  });

  it('reports what is missing once, after two seconds', async () => {
    const clock = fakeTime();
    const chat = make('cube-embed-chat');
    const errors = heard(chat, 'cube-embed-error');
    page().append(chat);
    await turn();
    await clock.tickAsync(1_900);
    expect([chat.status, chat.renderRoot.textContent, errors.length]).to.deep.equal(['idle', '', 0]);
    await clock.tickAsync(200);
    expect(chat.status).to.equal('error');
    await clock.tickAsync(60_000);
    expect(errors).to.have.length(1);
    expect(consoleLines()).to.have.length(1);
  });

  it('reports an invalid value at once', async () => {
    fakeTime();
    const chat = mount(tenant, 'cube-embed-chat', { baseUrl: 'http://acme.example' });
    await until(() => chat.status === 'error');
    consoleLines();
  });

  it('rejects renew() and reload() at once when something is missing', async () => {
    fakeTime();
    const chat = make('cube-embed-chat');
    page().append(chat);
    for (const act of [() => chat.renew(), () => chat.reload()]) {
      const reason: unknown = await act().catch((error: unknown) => error);
      expect(reason).to.have.property('code', 'invalid-config');
    }
    consoleLines();
  });

  it('does not start when it is removed in the same task', async () => {
    const chat = mount(tenant, 'cube-embed-chat');
    chat.remove();
    await quiet(tenant);
    expect(await mintedCount()).to.equal(0);
    expect(framesOf(chat)).to.be.empty;
  });
});

describe('a prerendered page', () => {
  const setPrerendering = (prerendering: boolean): void => {
    Object.defineProperty(document, 'prerendering', { configurable: true, get: () => prerendering });
  };

  afterEach(() => {
    delete (document as { prerendering?: unknown }).prerendering;
  });

  // Playwright's Chromium does not prerender, so the test simulates it.
  it('mints no session before it is shown', async () => {
    const tenant = await newTenant();
    setPrerendering(true);
    const chat = mount(tenant, 'cube-embed-chat');
    chat.hideInput = true;
    await quiet(tenant);
    expect([chat.status, framesOf(chat).length]).to.deep.equal(['idle', 0]);
    expect(await tenant.log('minted')).to.be.empty;
    setPrerendering(false);
    document.dispatchEvent(new Event('prerenderingchange'));
    await ready(chat);
    expect(await tenant.log('minted')).to.have.length(1);
  });
});
