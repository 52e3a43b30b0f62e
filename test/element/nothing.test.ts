import { expect } from '@open-wc/testing';
import type { CubeEmbedDashboard } from '../../src/index.js';
import { configure } from '../../src/index.js';
import { frameOf, make, mount, mountReady, newTenant, page, partOf, ready, until, usual } from './support.js';
import type { Tenant } from './tenant.js';

/** What frameworks set for a missing value. */
const NOTHING = [undefined, null, ''];

describe('a missing value, as frameworks set it,', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  /** Every property with a default of its own, and another value for it. */
  const DEFAULTS: [keyof CubeEmbedDashboard, unknown][] = [
    ['sandbox', 'allow-scripts'],
    ['allow', 'camera'],
    ['referrerPolicy', 'origin'],
    ['loading', 'lazy'],
    ['sessionTtl', 60],
    ['tokenTtl', 3_600],
    ['hideTitle', true],
    ['credentialless', true],
    ['baseUrl', 'https://acme.example'],
    ['sessionEndpoint', '/session'],
    ['dashboardId', 'sales'],
    ['deploymentId', 7],
    ['frameTitle', 'Sales'],
    ['locale', 'de'],
    ['timezone', 'Asia/Tokyo'],
    ['colorScheme', 'dark'],
    ['renewal', 'reload'],
    ['theme', { font: 'Inter' }],
    ['params', { a: '1' }],
    ['filters', { 'orders.status': 'new' }],
    ['timeGranularities', { 'orders.created_at': 'day' }],
    ['fieldSwitches', { 'orders.total': 'orders.count' }],
    ['fetchSession', () => Promise.resolve('id')],
  ];
  for (const [name, value] of DEFAULTS) {
    it(`restores the default of ${name}, also after a value`, () => {
      const dashboard = make('cube-embed-dashboard');
      const initial: unknown = dashboard[name];
      for (const nothing of NOTHING) {
        Object.assign(dashboard, { [name]: nothing });
        expect(dashboard[name], String(nothing)).to.equal(initial);
        Object.assign(dashboard, { [name]: value });
        expect(dashboard[name]).to.equal(value);
        Object.assign(dashboard, { [name]: nothing });
        expect(dashboard[name], `${String(nothing)} after a value`).to.equal(initial);
      }
    });
  }

  it('never sets the strictest sandbox', async () => {
    for (const sandbox of ['', ' ', 'undefined', 'null']) {
      const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
      chat.setAttribute('sandbox', sandbox);
      page().append(chat);
      await ready(chat);
      expect(frameOf(chat).getAttribute('sandbox')).to.contain('allow-scripts');
      chat.remove();
    }
  });

  it('lets the page’s defaults apply', async () => {
    configure({ baseUrl: tenant.url, sessionEndpoint: tenant.endpoint, locale: 'de', timezone: 'UTC' });
    for (const nothing of NOTHING) {
      const chat = make('cube-embed-chat');
      Object.assign(chat, {
        baseUrl: nothing,
        sessionEndpoint: nothing,
        fetchSession: nothing,
        locale: nothing,
        timezone: nothing,
        colorScheme: nothing,
        deploymentId: nothing,
      });
      page().append(chat);
      await ready(chat);
      const { pathname, searchParams } = new URL(frameOf(chat).src);
      expect(pathname).to.equal('/embed/chat');
      expect(searchParams.get('locale')).to.equal('de');
      chat.remove();
    }
  });

  it('clears a default of the page', async () => {
    configure({ locale: 'de', colorScheme: 'dark' });
    for (const nothing of NOTHING) configure({ locale: nothing, colorScheme: nothing } as object);
    const chat = await mountReady(tenant, 'cube-embed-chat');
    expect(new URL(frameOf(chat).src).searchParams.has('locale')).to.be.false;
    expect(new URL(frameOf(chat).src).searchParams.has('theme')).to.be.false;
  });

  it('does not replace a string of a panel', async () => {
    configure({ strings: { loading: undefined } });
    const chat = mount(tenant, 'cube-embed-chat', { fetchSession: () => new Promise(() => undefined) });
    await until(() => partOf(chat, 'loading'));
    expect(partOf(chat, 'loading')!.textContent).to.equal('Loading…');
  });

  it('in params, filters and similar is left out', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', {
      params: { a: '1', b: undefined, c: null } as never,
      timeGranularities: { 'orders.created_at': undefined } as never,
    });
    const { searchParams } = new URL(frameOf(dashboard).src);
    expect(searchParams.get('a')).to.equal('1');
    expect([...searchParams.keys()].filter((key) => /^(b|c|tg_)/.test(key))).to.be.empty;
  });
});

describe('a property', () => {
  it('returns legal values only', () => {
    const chat = make('cube-embed-chat');
    const odd: [object, object][] = [
      [{ loading: 'soon' }, { loading: 'eager' }],
      [{ loading: 'LAZY' }, { loading: 'lazy' }],
      [{ colorScheme: 'sepia' }, { colorScheme: undefined }],
      [{ renewal: 'never' }, { renewal: undefined }],
      [{ referrerPolicy: 'none' }, { referrerPolicy: 'strict-origin' }],
      [{ sessionTtl: 0 }, { sessionTtl: 300 }],
      [{ sessionTtl: -1 }, { sessionTtl: 300 }],
      [{ tokenTtl: NaN }, { tokenTtl: 86_400 }],
      [{ tokenTtl: 'soon' }, { tokenTtl: 86_400 }],
      [{ tokenTtl: '60' }, { tokenTtl: 60 }],
      [{ theme: 7 }, { theme: undefined }],
      [{ fetchSession: 'get' }, { fetchSession: undefined }],
      [{ hideInput: 'false' }, { hideInput: false }],
      [{ chatId: 7 }, { chatId: '7' }],
      [{ deploymentId: 7 }, { deploymentId: 7 }],
    ];
    for (const [written, read] of odd) {
      Object.assign(chat, written);
      expect(chat, JSON.stringify(written)).to.include(read);
    }
  });
});
