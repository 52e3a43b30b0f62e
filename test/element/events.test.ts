import { expect } from '@open-wc/testing';
import type { CubeEmbedEventMap } from '../../src/index.js';
import { heard, make, mount, mountReady, newTenant, next, page, until, usual } from './support.js';
import type { Tenant } from './tenant.js';

describe('an event of Cube’s embed', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  const RELAYED: [keyof CubeEmbedEventMap, string, object][] = [
    ['cube-embed-view', 'view', { surface: 'dashboard', path: '/d/1', publicId: 'sales', title: 'Sales' }],
    ['cube-embed-navigate', 'navigate', { path: '/d/2', previousPath: '/d/1' }],
    [
      'cube-embed-dashboard-loaded',
      'dashboard-loaded',
      { publicId: 'sales', widgetCount: 4, loadDurationMs: 80 },
    ],
    [
      'cube-embed-download',
      'download',
      { format: 'csv', target: 'widget', widgetId: 'w1', title: 'By city', rowCount: 12 },
    ],
    ['cube-embed-drilldown', 'drilldown', { member: 'orders.city', value: 'Paris', widgetId: 'w1' }],
    [
      'cube-embed-ai-query',
      'ai-query',
      { query: 'How much?', status: 'completed', chatId: 'c1', agentId: 'a1' },
    ],
  ];
  for (const [name, type, payload] of RELAYED) {
    it(`is dispatched as ${name} with Cube’s payload`, async () => {
      const dashboard = mount(tenant, 'cube-embed-dashboard');
      // The last event that the embed sends on its own.
      await next(dashboard, 'cube-embed-dashboard-loaded');
      const messages = heard(dashboard, 'cube-embed-message');
      // Listens on the document, because the event bubbles.
      const told = next(document, name);
      await tenant.emit(type, payload);
      const event = await told;
      expect(event).to.be.instanceOf(CustomEvent);
      expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, false]);
      expect(event.target).to.equal(dashboard);
      expect(event.detail).to.deep.equal(payload);
      expect(messages).to.have.length(1);
      const [message] = messages as [CubeEmbedEventMap['cube-embed-message']['detail']];
      const { timestamp, ...rest } = message;
      expect(rest).to.deep.equal({ type: `cube:event:${type}`, payload, surface: 'dashboard' });
      expect(timestamp).to.be.a('number');
    });
  }

  it('crosses shadow roots', async () => {
    const outer = document.createElement('div');
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    outer.attachShadow({ mode: 'open' }).append(chat);
    const up = next(document, 'cube-embed-ready');
    page().append(outer);
    expect((await up).target).to.equal(outer);
  });

  it('is dispatched as cube-embed-message even if its type is unknown', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const messages = heard(chat, 'cube-embed-message');
    await tenant.emit('brand-new', { a: [1, { b: null }] });
    await until(() => messages.some(({ type }) => type === 'cube:event:brand-new'));
    expect(messages.at(-1)!.payload).to.deep.equal({ a: [1, { b: null }] });
  });

  it('is dispatched as cube-embed-message too when the element acts on it', async () => {
    const chat = mount(tenant, 'cube-embed-chat');
    const messages = heard(chat, 'cube-embed-message');
    await until(() => messages.length >= 2);
    await tenant.emit('session-expiring');
    await tenant.emit('error', { message: 'One chart failed.' });
    await until(() => messages.length >= 4);
    expect(messages.map(({ type }) => type.replace('cube:event:', ''))).to.include.members([
      'ready',
      'view',
      'session-expiring',
      'error',
    ]);
  });

  it('reaches only the element whose frame sent it', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    const here = heard(chat, 'cube-embed-ai-query');
    const there = heard(dashboard, 'cube-embed-ai-query');
    await tenant.emit('ai-query', { query: 'How much?', status: 'submitted' }, { surface: 'chat' });
    await until(() => here.length);
    expect(there).to.be.empty;
  });
});

describe('cube-embed-ready', () => {
  it('carries what Cube reports about the embed', async () => {
    const tenant = await newTenant();
    const dashboard = make('cube-embed-dashboard', usual(tenant, 'cube-embed-dashboard'));
    const up = next(dashboard, 'cube-embed-ready');
    page().append(dashboard);
    const { detail } = await up;
    expect(detail).to.deep.equal({
      surface: 'dashboard',
      confirmed: true,
      mode: 'signed',
      deploymentId: 1,
      embedTenant: 'acme',
      publicId: 'sales',
      kept: false,
      timing: detail.timing,
    });
    expect(dashboard.status).to.equal('ready');
  });

  it('is dispatched once for each frame', async () => {
    const tenant = await newTenant();
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    const ups = heard(chat, 'cube-embed-ready');
    page().append(chat);
    await until(() => ups.length);
    await tenant.emit('ready', { embedTenant: 'acme', deploymentId: 1, mode: 'signed', surface: 'chat' });
    await chat.reload();
    expect(ups).to.have.length(2);
  });
});
