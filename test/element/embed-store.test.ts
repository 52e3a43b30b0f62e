import { expect } from '@open-wc/testing';
import { configure, signOut } from '../../src/index.js';
import type { CubeEmbedDashboard } from '../../src/index.js';
import type { EmbedState } from '../../src/frameworks/embed-store.js';
import { createEmbedStore } from '../../src/frameworks/embed-store.js';
import { mountReady, newTenant, ready, turn, until } from './support.js';
import type { Tenant } from './tenant.js';

describe('the state of an element, for frameworks', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  afterEach(() => {
    signOut();
    configure({ keep: undefined });
  });

  it('tells of a renewal’s beginning and end', async () => {
    const store = createEmbedStore();
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    store.ref(dashboard);
    const told: boolean[] = [];
    store.subscribe(({ renewing }) => told.push(renewing));
    await dashboard.renew();
    await until(() => told.length === 2);
    expect(told).to.deep.equal([true, false]);
  });

  it('tells of the status and the viewer’s path, and of nothing twice', async () => {
    const store = createEmbedStore();
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    const told: EmbedState<CubeEmbedDashboard>[] = [];
    store.subscribe((state) => told.push(state));
    store.ref(dashboard);
    store.ref(dashboard);
    expect(told.map(({ status }) => status)).to.deep.equal(['ready']);
    expect(store.state.element).to.equal(dashboard);
    await tenant.emit('view', { surface: 'dashboard', path: '/embed/dashboard/sales/details' });
    await until(() => store.state.path === '/details');
    expect(told).to.have.length(2);
    dashboard.remove();
    expect(store.state.status).to.equal('idle');
  });

  it('is idle without an element, hears nothing more of the one before, and parks it', async () => {
    const store = createEmbedStore();
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', { keep: true });
    store.ref(dashboard);
    store.ref(null);
    expect(store.state).to.deep.equal({
      element: null,
      status: 'idle',
      error: null,
      renewing: false,
      path: undefined,
    });
    expect(dashboard.status).to.equal('moveBefore' in Element.prototype ? 'idle' : 'ready');
    await ready(dashboard);
    await turn();
    expect(store.state.status).to.equal('idle');
  });

  it('ends a subscription', async () => {
    const store = createEmbedStore();
    let told = 0;
    const end = store.subscribe(() => told++);
    end();
    store.ref(await mountReady(tenant, 'cube-embed-dashboard'));
    expect(told).to.equal(0);
  });

  it('has methods of whichever element is mounted, and rejects without one', async () => {
    const { methods, ref } = createEmbedStore();
    const failure = await methods.renew().catch((error: unknown) => error);
    expect(failure).to.have.property('name', 'AbortError');
    methods.setFilter({ 'orders.status': 'shipped' });
    ref(await mountReady(tenant, 'cube-embed-dashboard'));
    methods.setFilter({ 'orders.status': 'shipped' });
    await until(async () => JSON.stringify(await tenant.log('action')).includes('shipped'));
    await methods.reload();
    expect(await tenant.log('minted')).to.have.length(2);
  });
});
