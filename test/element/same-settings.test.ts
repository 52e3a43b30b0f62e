import { expect } from '@open-wc/testing';
import { frameOf, mountReady, newTenant, quiet, ready, turn, until } from './support.js';
import type { Tenant } from './tenant.js';

describe('equal settings in another notation', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  it('lead to no new session and no new frame', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', {
      deploymentId: '1',
      params: { a: '1', b: '2' },
      timeGranularities: { 'orders.created_at': 'day', 'orders.paid_at': 'week' },
      filters: { 'orders.status': 'new', 'orders.city': 'Rome' },
      theme: { font: 'Inter', primaryColor: 'red' },
    });
    await until(async () => (await tenant.log('action')).length === 1);
    const frame = frameOf(dashboard);
    const otherwise: object[] = [
      { params: { b: '2', a: '1' } },
      { params: { a: 1, b: 2 } },
      { deploymentId: 1 },
      { baseUrl: `${tenant.url}/` },
      { timeGranularities: { 'orders.paid_at': 'week', 'orders.created_at': 'day' } },
      { filters: { 'orders.city': 'Rome', 'orders.status': 'new' } },
      { filters: { 'orders.city': { value: 'Rome' }, 'orders.status': 'new' } },
      { theme: { primaryColor: 'red', font: 'Inter' } },
      { hideTitle: null },
    ];
    for (const settings of otherwise) {
      Object.assign(dashboard, settings);
      await dashboard.updateComplete;
      await turn();
      expect(frameOf(dashboard), JSON.stringify(settings)).to.equal(frame);
    }
    await quiet(tenant);
    expect(await tenant.log('minted')).to.have.length(1);
    expect(await tenant.log('action')).to.have.length(1);
  });
});

describe('a relative session-endpoint', () => {
  it('is resolved against the page’s URL when it was set', async () => {
    const tenant = await newTenant();
    const before = location.href;
    history.replaceState({}, '', '/host/page');
    try {
      const relative = tenant.endpoint.replace('/host/', '');
      const chat = await mountReady(tenant, 'cube-embed-chat', {
        fetchSession: undefined,
        sessionEndpoint: relative,
      });
      expect(chat.sessionEndpoint).to.equal(relative);
      history.replaceState({}, '', '/reports/5/edit');
      await chat.renew();
      await ready(chat);
      expect(await tenant.hostRequests()).to.have.length(2);
    } finally {
      history.replaceState({}, '', before);
    }
  });
});

describe('settings that are removed', () => {
  it('are not sent to the next frame', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    Object.assign(chat, {
      locale: 'de',
      timezone: 'Asia/Tokyo',
      colorScheme: 'dark',
      theme: { font: 'Inter' },
    });
    await until(async () => (await tenant.log('action')).length === 4);
    Object.assign(chat, { locale: undefined, timezone: null, colorScheme: undefined, theme: null });
    await chat.reload();
    chat.refresh();
    await until(async () => (await tenant.log('action')).length > 4);
    expect((await tenant.log('action')).slice(4).map(({ type }) => type)).to.deep.equal([
      'cube:action:refresh',
    ]);
    expect([...new URL(frameOf(chat).src).searchParams.keys()]).to.deep.equal(['sessionId']);
  });
});
