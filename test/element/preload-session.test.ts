import { expect } from '@open-wc/testing';
import type { SessionContext } from '../../src/index.js';
import { configure, preload, signOut } from '../../src/index.js';
import { consoleLines, frameOf, heard, mount, newTenant, quiet, ready, until } from './support.js';
import type { Tenant } from './tenant.js';

describe('preload({ session: true })', () => {
  let tenant: Tenant;
  let contexts: SessionContext[];
  let ids: string[];

  beforeEach(async () => {
    tenant = await newTenant();
    contexts = [];
    ids = [];
    configure({
      baseUrl: tenant.url,
      fetchSession: async (context) => {
        contexts.push(context);
        const id = await tenant.mint();
        ids.push(id);
        return id;
      },
    });
  });
  afterEach(() => {
    signOut();
    configure({ baseUrl: undefined, fetchSession: undefined });
  });

  /** Settings that come from `configure`. */
  const own = { baseUrl: undefined, fetchSession: undefined };

  it('fetches the session of the next element with the same ids, once', async () => {
    preload({ dashboardId: 'sales', session: true });
    preload({ dashboardId: 'sales', session: true });
    await until(() => ids.length);
    const sessions = heard(document, 'cube-embed-session');
    const dashboard = mount(tenant, 'cube-embed-dashboard', own);
    await ready(dashboard);
    expect(contexts).to.have.length(1);
    expect(contexts[0]).to.deep.include({ surface: 'dashboard', dashboardId: 'sales', reason: 'initial' });
    expect(frameOf(dashboard).src).to.contain(ids[0]);
    expect(sessions).to.have.length(1);
    const second = mount(tenant, 'cube-embed-dashboard', own);
    await ready(second);
    expect(frameOf(second).src).to.contain(ids[1]);
  });

  it('is used while its call is in flight', async () => {
    preload({ dashboardId: 'sales', session: true });
    await ready(mount(tenant, 'cube-embed-dashboard', own));
    expect(contexts).to.have.length(1);
  });

  it('leaves the session to the element that it is for', async () => {
    preload({ dashboardId: 'sales', session: true });
    await ready(mount(tenant, 'cube-embed-chat', own));
    await ready(mount(tenant, 'cube-embed-dashboard', { ...own, dashboardId: 'orders' }));
    expect(contexts).to.have.length(3);
  });

  it('fetches none without `session`, and where the viewer saves data', async () => {
    preload({ dashboardId: 'sales' });
    Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true });
    preload({ dashboardId: 'sales', session: true });
    delete (navigator as { connection?: unknown }).connection;
    await quiet(tenant);
    expect(contexts).to.be.empty;
  });

  it('fetches none while the page is prerendered, or when the signal has aborted', async () => {
    Object.defineProperty(document, 'prerendering', { value: true, configurable: true });
    preload({ dashboardId: 'sales', session: true });
    delete (document as { prerendering?: unknown }).prerendering;
    preload({ dashboardId: 'sales', session: true, signal: AbortSignal.abort() });
    await quiet(tenant);
    expect(contexts).to.be.empty;
  });

  it('leaves nothing to the next viewer', async () => {
    preload({ dashboardId: 'sales', session: true });
    await until(() => ids.length);
    signOut();
    const dashboard = mount(tenant, 'cube-embed-dashboard', own);
    await ready(dashboard);
    expect(frameOf(dashboard).src).to.contain(ids[1]);
  });

  it('warns about a missing source, and says nothing of a call that fails', async () => {
    configure({ fetchSession: undefined });
    preload({ dashboardId: 'sales', session: true });
    expect(consoleLines()).to.deep.equal([
      'cube-embed: preload() fetched no session. session-endpoint or fetchSession is missing.',
    ]);
    configure({ fetchSession: () => Promise.reject(new Error('no')) });
    preload({ dashboardId: 'sales', session: true });
    await quiet(tenant);
    expect(consoleLines()).to.be.empty;
  });
});
