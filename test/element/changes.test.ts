import { expect } from '@open-wc/testing';
import type { CubeEmbedDashboard } from '../../src/index.js';
import { frameOf, framesOf, mountReady, newTenant, ready, turn, until } from './support.js';
import type { Tenant } from './tenant.js';

describe('a change of a live element', () => {
  let tenant: Tenant;
  let dashboard: CubeEmbedDashboard;

  beforeEach(async () => {
    tenant = await newTenant();
    dashboard = await mountReady(tenant, 'cube-embed-dashboard', {
      params: { beta: 'on' },
      filters: { 'orders.status': 'new' },
    });
  });

  const RELOADS: [string, () => Partial<CubeEmbedDashboard>][] = [
    ['dashboardId', () => ({ dashboardId: 'other' })],
    ['deploymentId', () => ({ deploymentId: '1' })],
    ['allowExport', () => ({ allowExport: true })],
    ['hideTitle', () => ({ hideTitle: true })],
    ['params', () => ({ params: { beta: 'off' } })],
    ['timeGranularities', () => ({ timeGranularities: { 'orders.created_at': 'day' } })],
    ['fieldSwitches', () => ({ fieldSwitches: { 'orders.total': 'orders.count' } })],
  ];
  for (const [what, change] of RELOADS) {
    it(`of ${what} leads to a new session and a new frame`, async () => {
      const old = frameOf(dashboard);
      Object.assign(dashboard, change());
      await dashboard.updateComplete;
      expect(dashboard.status).to.equal('loading');
      await ready(dashboard);
      expect(frameOf(dashboard)).not.to.equal(old);
      expect(old.isConnected).to.be.false;
      expect(await tenant.log('minted')).to.have.length(2);
      expect(await tenant.log('refused')).to.be.empty;
    });
  }

  const STAYS: [string, Partial<CubeEmbedDashboard>][] = [
    ['colorScheme', { colorScheme: 'dark' }],
    ['theme', { theme: { primaryColor: '#123456' } }],
    ['locale', { locale: 'de' }],
    ['timezone', { timezone: 'Asia/Tokyo' }],
    ['filters', { filters: { 'orders.status': 'old' } }],
    ['frameTitle', { frameTitle: 'Sales' }],
    ['sandbox', { sandbox: 'allow-scripts' }],
    ['allow', { allow: 'fullscreen' }],
    ['referrerPolicy', { referrerPolicy: 'no-referrer' }],
    ['credentialless', { credentialless: true }],
    ['loading', { loading: 'lazy' }],
    ['sessionTtl', { sessionTtl: 60 }],
    ['tokenTtl', { tokenTtl: 3_600 }],
    ['sessionEndpoint', { sessionEndpoint: '/elsewhere' }],
    ['fetchSession', { fetchSession: () => Promise.reject(new Error('not asked')) }],
    ['params to the same', { params: { beta: 'on' } }],
    ['timeGranularities to none', { timeGranularities: {} }],
    ['hideTitle to what it is', { hideTitle: false }],
  ];
  for (const [what, change] of STAYS) {
    it(`of ${what} keeps the frame`, async () => {
      const old = frameOf(dashboard);
      Object.assign(dashboard, change);
      await dashboard.updateComplete;
      for (let round = 0; round < 5; round++) await turn();
      expect(dashboard.status).to.equal('ready');
      expect(frameOf(dashboard)).to.equal(old);
      expect(await tenant.log('minted')).to.have.length(1);
      expect(await tenant.log('page')).to.have.length(1);
    });
  }

  it('of baseUrl loads the other tenant', async () => {
    const other = await newTenant();
    Object.assign(dashboard, { baseUrl: other.url, fetchSession: () => other.mint() });
    await until(() => dashboard.status === 'loading');
    await ready(dashboard);
    expect(new URL(frameOf(dashboard).src).origin).to.equal(other.url);
    expect(await other.log('page')).to.have.length(1);
    expect(await tenant.pages()).to.be.empty;
  });

  it('leads to one load, however much changes in one task', async () => {
    dashboard.dashboardId = 'first';
    dashboard.hideTitle = true;
    dashboard.params = { beta: 'off' };
    dashboard.setAttribute('dashboard-id', 'second');
    dashboard.toggleAttribute('allow-export', true);
    await until(() => dashboard.status === 'loading');
    await ready(dashboard);
    expect(await tenant.log('minted')).to.have.length(2);
    const { pathname, searchParams } = new URL(frameOf(dashboard).src);
    expect(pathname).to.equal('/embed/dashboard/second');
    expect(searchParams.get('beta')).to.equal('off');
    expect(searchParams.get('allowExport')).to.equal('true');
  });

  it('has no effect when it is reverted in the same task', async () => {
    const old = frameOf(dashboard);
    dashboard.dashboardId = 'other';
    dashboard.hideTitle = true;
    dashboard.dashboardId = 'sales';
    dashboard.hideTitle = false;
    await dashboard.updateComplete;
    expect(frameOf(dashboard)).to.equal(old);
    expect(await tenant.log('minted')).to.have.length(1);
  });

  it('during a load replaces that load', async () => {
    dashboard.dashboardId = 'second';
    await until(() => framesOf(dashboard).length && dashboard.status === 'loading');
    dashboard.dashboardId = 'third';
    await dashboard.updateComplete;
    await ready(dashboard);
    expect(new URL(frameOf(dashboard).src).pathname).to.equal('/embed/dashboard/third');
    expect(await tenant.pages()).to.have.length(1);
    expect(await tenant.log('refused')).to.be.empty;
  });

  it('and reload() in the same task mint one session', async () => {
    dashboard.dashboardId = 'second';
    await dashboard.reload();
    expect(new URL(frameOf(dashboard).src).pathname).to.equal('/embed/dashboard/second');
    expect(await tenant.log('minted')).to.have.length(2);
  });

  it('of the iframe’s attributes applies from the next frame on', async () => {
    dashboard.allow = 'fullscreen';
    dashboard.frameTitle = 'Sales';
    await dashboard.reload();
    expect(frameOf(dashboard).allow).to.equal('fullscreen');
    expect(frameOf(dashboard).title).to.equal('Sales');
  });
});
