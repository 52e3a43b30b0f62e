import { expect } from '@open-wc/testing';
import type { CubeEmbedDashboard } from '../../src/index.js';
import { consoleLines, frameOf, make, newTenant, page, ready, until, usual } from './support.js';
import type { Tenant } from './tenant.js';

describe('an attribute with data', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  const inPage = (attributes: Record<string, string>): CubeEmbedDashboard => {
    const dashboard = make('cube-embed-dashboard', usual(tenant, 'cube-embed-dashboard'));
    for (const [name, value] of Object.entries(attributes)) dashboard.setAttribute(name, value);
    page().append(dashboard);
    return dashboard;
  };
  const parameters = (dashboard: CubeEmbedDashboard): URLSearchParams =>
    new URL(frameOf(dashboard).src).searchParams;

  it('is parsed as JSON', async () => {
    const dashboard = inPage({
      filters: '{"orders.status":"new"}',
      theme: '{"font":"Inter"}',
      params: '{"beta":"on"}',
      'time-granularities': '{"orders.created_at":"day"}',
      'field-switches': '{"orders.total":"orders.count"}',
    });
    expect(dashboard.filters).to.deep.equal({ 'orders.status': 'new' });
    expect(dashboard.filters).to.equal(dashboard.filters);
    await ready(dashboard);
    const search = parameters(dashboard);
    expect(search.get('f_orders.status')).to.equal('{"value":"new"}');
    expect(search.get('beta')).to.equal('on');
    expect(search.get('tg_orders.created_at')).to.equal('day');
    expect(search.get('ms_orders.total')).to.equal('orders.count');
    await until(async () => (await tenant.log('action')).length);
    const [action] = await tenant.log('action');
    expect(action?.payload).to.deep.equal({ font: 'Inter' });
  });

  for (const name of ['filters', 'theme', 'params', 'time-granularities', 'field-switches']) {
    for (const bad of ['{a:1}', '[object Array]', '7', 'undefined']) {
      it(`is named in the error when it is not a JSON object: ${name}="${bad}"`, async () => {
        const dashboard = inPage({ [name]: bad });
        await until(() => dashboard.status === 'error');
        expect(dashboard.error).to.include({ code: 'invalid-config' });
        expect(dashboard.error?.message).to.match(new RegExp(`^${name} is not a JSON object`));
        expect(await tenant.log('minted')).to.be.empty;
        consoleLines();
        dashboard.setAttribute(name, '{}');
        await ready(dashboard);
      });
    }
  }

  it('is ignored when a renderer wrote an object as a string', async () => {
    const dashboard = make('cube-embed-dashboard', usual(tenant, 'cube-embed-dashboard'));
    dashboard.filters = { 'orders.status': 'new' };
    for (const name of ['filters', 'theme', 'params']) dashboard.setAttribute(name, '[object Object]');
    page().append(dashboard);
    await ready(dashboard);
    expect(parameters(dashboard).get('f_orders.status')).to.equal('{"value":"new"}');
  });

  it('is overridden by a property set later, and cleared when it is removed', async () => {
    const dashboard = inPage({ filters: '{"orders.status":"new"}', params: '{"a":"1"}' });
    dashboard.filters = { 'orders.status': 'old' };
    dashboard.removeAttribute('params');
    await ready(dashboard);
    expect(parameters(dashboard).get('f_orders.status')).to.equal('{"value":"old"}');
    expect(parameters(dashboard).has('a')).to.be.false;
  });

  it('is parsed as a property too, for frameworks that set attributes as properties', () => {
    const dashboard = make('cube-embed-dashboard');
    Object.assign(dashboard, { filters: '{"orders.status":"new"}' });
    expect(dashboard.filters).to.deep.equal({ 'orders.status': 'new' });
  });

  it('is false for a boolean with the text "false"', async () => {
    const dashboard = inPage({ 'hide-title': 'false', 'hide-header': '', 'allow-export': 'allow-export' });
    expect([dashboard.hideTitle, dashboard.hideHeader, dashboard.allowExport]).to.eql([false, true, true]);
    await ready(dashboard);
    expect(parameters(dashboard).has('showDashboardTitle')).to.be.false;
    expect(parameters(dashboard).get('showDashboardHeader')).to.equal('false');
  });
});
