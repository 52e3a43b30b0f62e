import { expect } from '@open-wc/testing';
import type { Tag } from './support.js';
import { frameOf, framesOf, make, mount, mountReady, newTenant, page, until, usual } from './support.js';
import type { Tenant } from './tenant.js';

describe('the URL of a frame', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  /** The URL as the tenant received it, and the session that it minted for it. */
  async function asked(): Promise<{ url: URL; session: string }> {
    const [page, ...more] = await tenant.log('page');
    const [minted] = await tenant.log('minted');
    expect(more).to.be.empty;
    expect(page!.sessionId).to.equal(minted!.sessionId);
    return { url: new URL(page!.url, tenant.url), session: minted!.sessionId };
  }

  it('has the short form for a dashboard', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', { dashboardId: 'abc' });
    const { url, session } = await asked();
    expect(frameOf(dashboard).src).to.equal(`${tenant.url}/embed/dashboard/abc?session=${session}`);
    expect(url.href).to.equal(frameOf(dashboard).src);
  });

  it('has the deployment form for a dashboard', async () => {
    await mountReady(tenant, 'cube-embed-dashboard', { dashboardId: 'abc', deploymentId: '1' });
    const { url, session } = await asked();
    expect(url.pathname + url.search).to.equal(`/embed/d/1/dashboard/abc?session=${session}`);
  });

  it('has the short form for a chat, with the parameter sessionId', async () => {
    await mountReady(tenant, 'cube-embed-chat');
    const { url, session } = await asked();
    expect(url.pathname + url.search).to.equal(`/embed/chat?sessionId=${session}`);
  });

  it('has the deployment form for a chat', async () => {
    await mountReady(tenant, 'cube-embed-chat', { deploymentId: '1' });
    const { url, session } = await asked();
    expect(url.pathname + url.search).to.equal(`/embed/d/1/chat?session=${session}`);
  });

  it('has the only form for Creator Mode', async () => {
    await mountReady(tenant, 'cube-embed-app', { deploymentId: '1' });
    const { url, session } = await asked();
    expect(url.pathname + url.search).to.equal(`/embed/d/1/app?session=${session}`);
  });

  it('encodes every part of an id', async () => {
    const dashboardId = 'a b/c?d#e%25&é😀';
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', { dashboardId });
    const { url } = await asked();
    expect(url.pathname).to.equal(`/embed/dashboard/${encodeURIComponent(dashboardId)}`);
    expect(dashboard.status).to.equal('ready');
  });

  it('contains the filters encoded exactly once', async () => {
    const awkward = `"quoted" & 'so' = 100% + é 😀 #?/\\`;
    await mountReady(tenant, 'cube-embed-dashboard', {
      filters: {
        'orders.status': awkward,
        'orders.city & state': ['San Francisco', 'Zürich'],
        'orders.total': { value: 3, type: 'greater_than' },
        'orders.gone': null,
      },
    });
    const { url } = await asked();
    const parameter = (name: string): unknown => JSON.parse(url.searchParams.get(name)!);
    expect(parameter('f_orders.status')).to.deep.equal({ value: awkward });
    expect(parameter('f_orders.city & state')).to.deep.equal({ value: ['San Francisco', 'Zürich'] });
    expect(parameter('f_orders.total')).to.deep.equal({ value: 3, type: 'greater_than' });
    expect(parameter('f_orders.gone')).to.deep.equal({ value: null });
    expect(url.search, 'a space that only a form would understand').not.to.contain('+');
  });

  it('contains granularities, field switches, locale, time zone, color scheme and further parameters', async () => {
    await mountReady(tenant, 'cube-embed-dashboard', {
      timeGranularities: { 'orders.created_at': 'month' },
      fieldSwitches: { 'orders.total': 'orders.count' },
      locale: 'de-CH',
      timezone: 'Europe/Zurich',
      colorScheme: 'dark',
      params: { beta: 'a b&c' },
    });
    const { url, session } = await asked();
    expect(Object.fromEntries(url.searchParams)).to.deep.equal({
      session,
      'tg_orders.created_at': 'month',
      'ms_orders.total': 'orders.count',
      locale: 'de-CH',
      timezone: 'Europe/Zurich',
      theme: 'dark',
      beta: 'a b&c',
    });
  });

  it('does not let further parameters replace the session or a property’s parameter', async () => {
    await mountReady(tenant, 'cube-embed-dashboard', {
      params: { session: 'mine', sessionId: 'mine', locale: 'fr', showDashboardTitle: 'true' },
      locale: 'de',
      hideTitle: true,
    });
    const { url, session } = await asked();
    expect(Object.fromEntries(url.searchParams)).to.deep.equal({
      session,
      locale: 'de',
      showDashboardTitle: 'false',
    });
  });

  it('opens the chat that chat-id names', async () => {
    await mountReady(tenant, 'cube-embed-chat', { chatId: 'c 1' });
    expect((await asked()).url.searchParams.get('chatId')).to.equal('c 1');
  });

  const SHARED = {
    'allow-export': 'allowExport=true',
    'hide-export-menu': 'showDashboardExportMenu=false',
    'hide-header': 'showDashboardHeader=false',
    'hide-back-button': 'showDashboardBackButton=false',
    'hide-title': 'showDashboardTitle=false',
    'hide-edit-button': 'showDashboardEditButton=false',
    'hide-duplicate-button': 'showDashboardDuplicateButton=false',
  };
  const SWITCHES = {
    'cube-embed-dashboard': SHARED,
    'cube-embed-app': { ...SHARED, 'hide-workbook-back-button': 'showWorkbookBackButton=false' },
    'cube-embed-chat': {
      'hide-new-chat': 'showNewChat=false',
      'hide-input': 'showChatInput=false',
      'hide-history': 'showChatHistory=false',
    },
  };
  for (const [tag, switches] of Object.entries(SWITCHES) as [Tag, Record<string, string>][]) {
    for (const [attribute, parameter] of Object.entries(switches)) {
      it(`contains ${parameter} for <${tag} ${attribute}>`, async () => {
        const element = make(tag, usual(tenant, tag));
        element.setAttribute(attribute, '');
        page().append(element);
        await until(() => tenant.log('page').then(({ length }) => length));
        const { url } = await asked();
        url.searchParams.delete('session');
        url.searchParams.delete('sessionId');
        expect(url.search).to.equal(`?${parameter}`);
      });
    }
  }

  it('starts with the path of base-url', async () => {
    const { url } = tenant;
    for (const baseUrl of [`${url}/cube`, `${url}/cube/`, `${url}/cube//`]) {
      const dashboard = mount(tenant, 'cube-embed-dashboard', { baseUrl });
      await until(() => framesOf(dashboard).length);
      expect(frameOf(dashboard).src).to.match(
        /^http:\/\/127.0.0.1:\d+\/cube\/embed\/dashboard\/sales\?session=/,
      );
    }
  });
});
