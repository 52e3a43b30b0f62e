import { expect } from '@open-wc/testing';
import type { CubeEmbedDashboard, Filters } from '../../src/index.js';
import {
  consoleLines,
  deferred,
  frameOf,
  mount,
  mountReady,
  newTenant,
  quiet,
  ready,
  until,
} from './support.js';
import type { Tenant } from './tenant.js';

let tenant: Tenant;

beforeEach(async () => {
  tenant = await newTenant();
});

const parameter = (dashboard: CubeEmbedDashboard, name: string): string | null =>
  new URL(frameOf(dashboard).src).searchParams.get(name);

describe('a filter that is taken away', () => {
  it('leads to a new frame without it, and nothing is sent to the old one', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', {
      filters: { 'orders.status': 'new', 'orders.city': 'Rome' },
    });
    const old = frameOf(dashboard);
    dashboard.filters = { 'orders.city': 'Paris' };
    await until(() => dashboard.status === 'loading');
    await ready(dashboard);
    expect(frameOf(dashboard)).not.to.equal(old);
    expect(parameter(dashboard, 'f_orders.status')).to.equal(null);
    expect(parameter(dashboard, 'f_orders.city')).to.equal('{"value":"Paris"}');
    await quiet(tenant);
    expect(await tenant.log('action')).to.deep.equal([]);
    expect(await tenant.log('minted')).to.have.length(2);
  });

  it('and set again in the same task keeps the frame', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', {
      filters: { 'orders.status': 'new' },
    });
    const old = frameOf(dashboard);
    dashboard.filters = undefined;
    dashboard.filters = { 'orders.status': 'new' };
    await quiet(tenant);
    expect(frameOf(dashboard)).to.equal(old);
  });

  it('while its first session is on the way costs no second one', async () => {
    const session = deferred<string>();
    let calls = 0;
    const dashboard = mount(tenant, 'cube-embed-dashboard', {
      filters: { 'orders.status': 'new' },
      fetchSession: () => ((calls += 1), session.promise),
    });
    await until(() => calls === 1);
    dashboard.filters = {};
    await dashboard.updateComplete;
    session.resolve(tenant.mint());
    await ready(dashboard);
    expect(parameter(dashboard, 'f_orders.status')).to.equal(null);
    expect(calls).to.equal(1);
  });
});

describe('a filter that Cube does not know', () => {
  it('is named once, as a property, as an attribute and in setFilter()', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', {
      filters: { 'orders.status': { type: 'notEquals', value: 'new' } } as unknown as Filters,
    });
    const [line, ...more] = consoleLines();
    expect(line).to.contain(
      'The filter of orders.status has an unknown type (got notEquals). Use not_equals.',
    );
    expect(more).to.deep.equal([]);
    expect(parameter(dashboard, 'f_orders.status')).to.equal('{"type":"notEquals","value":"new"}');
    dashboard.setAttribute(
      'filters',
      '{"orders.status":{"type":"notEquals","value":"old"},"orders.city":"Rome"}',
    );
    await dashboard.updateComplete;
    expect(consoleLines()).to.deep.equal([]);
    dashboard.setFilter({ 'orders.city': { type: 'isNull' } } as unknown as Filters);
    expect(consoleLines().join()).to.contain('Use is_null.');
  });

  it('is not what a filter without a value is', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', {
      filters: { 'orders.status': { type: 'is_null' } },
    });
    expect(parameter(dashboard, 'f_orders.status')).to.equal('{"type":"is_null"}');
  });
});
