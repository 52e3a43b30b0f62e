import { expect } from '@open-wc/testing';
import type { CubeEmbedDashboard } from '../../src/index.js';
import { configure } from '../../src/index.js';
import { consoleLines, fakeTime, mount, mountReady, newTenant, page, ready, turn, until } from './support.js';
import type { Tenant } from './tenant.js';

describe('actions', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  type Action = [type: string, payload: unknown];

  const actions = async (): Promise<Action[]> =>
    (await tenant.log('action')).map(({ type, payload }) => [type.replace('cube:action:', ''), payload]);

  /** The actions that the embed has received, once there are `count` of them. */
  async function received(count: number): Promise<Action[]> {
    await until(async () => (await actions()).length >= count, `${count} actions`);
    await turn();
    return actions();
  }

  const settled = (element: CubeEmbedDashboard): Promise<unknown> => element.updateComplete;

  const SENT: [string, (element: CubeEmbedDashboard) => void, Action][] = [
    ['sendAction', (element) => element.sendAction('navigate', { path: '/a' }), ['navigate', { path: '/a' }]],
    [
      'sendAction with the full type',
      (element) => element.sendAction('cube:action:set-locale', { locale: 'de' }),
      ['set-locale', { locale: 'de' }],
    ],
    ['sendAction without a payload', (element) => element.sendAction('refresh'), ['refresh', {}]],
    [
      'sendAction with an unknown type',
      (element) => element.sendAction('dance', { fast: true }),
      ['dance', { fast: true }],
    ],
    [
      'navigate',
      (element) => element.navigate('/dashboards/7?tab=2'),
      ['navigate', { path: '/dashboards/7?tab=2' }],
    ],
    ['refresh', (element) => element.refresh(), ['refresh', {}]],
    [
      'setFilter',
      (element) => element.setFilter({ 'orders.status': 'a "b" & c' }),
      ['set-filter', { filterUrlParameter: 'f_orders.status={"value":"a \\"b\\" \\u0026 c"}' }],
    ],
    [
      'setFilter with Cube’s own form',
      (element) => element.setFilter({ 'orders.total': { value: [1, 2], type: 'between' } }),
      ['set-filter', { filterUrlParameter: 'f_orders.total={"value":[1,2],"type":"between"}' }],
    ],
    ['colorScheme', (element) => (element.colorScheme = 'dark'), ['set-color-scheme', { scheme: 'dark' }]],
    [
      'colorScheme auto',
      (element) => (element.colorScheme = 'auto'),
      ['set-color-scheme', { scheme: 'auto' }],
    ],
    ['theme', (element) => (element.theme = { font: 'Inter' }), ['set-theme', { font: 'Inter' }]],
    [
      'theme, as a proxy of a reactive framework',
      (element) => (element.theme = new Proxy({ font: 'Inter' }, {})),
      ['set-theme', { font: 'Inter' }],
    ],
    ['locale', (element) => (element.locale = 'fr-CA'), ['set-locale', { locale: 'fr-CA' }]],
    [
      'timezone',
      (element) => (element.timezone = 'Asia/Tokyo'),
      ['set-timezone', { timezone: 'Asia/Tokyo' }],
    ],
    [
      'filters',
      (element) => (element.filters = { 'orders.status': 'new' }),
      ['set-filter', { filterUrlParameter: 'f_orders.status={"value":"new"}' }],
    ],
  ];
  for (const [what, act, action] of SENT) {
    it(`are sent to the embed by ${what}`, async () => {
      const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
      act(dashboard);
      expect(await received(1)).to.deep.equal([action]);
    });
  }

  it('wait for ready: commands in order, settings only with their latest value', async () => {
    await tenant.fault('token', { kind: 'hang' });
    const dashboard = mount(tenant, 'cube-embed-dashboard');
    await until(() => tenant.pages().then(({ length }) => length));
    dashboard.navigate('/a');
    dashboard.sendAction('set-locale', { locale: 'de' });
    dashboard.refresh();
    dashboard.setFilter({ 'orders.status': 'old', 'orders.city': 'Rome' });
    dashboard.sendAction('set-locale', { locale: 'fr' });
    dashboard.setFilter({ 'orders.status': 'new' });
    dashboard.navigate('/b');
    await turn();
    expect(await actions()).to.be.empty;
    await tenant.clearFaults();
    expect(await received(5)).to.deep.equal([
      ['set-locale', { locale: 'fr' }],
      [
        'set-filter',
        { filterUrlParameter: 'f_orders.status={"value":"new"}&f_orders.city={"value":"Rome"}' },
      ],
      ['navigate', { path: '/a' }],
      ['refresh', {}],
      ['navigate', { path: '/b' }],
    ]);
  });

  it('wait when they are sent in the task that created the element', async () => {
    const dashboard = mount(tenant, 'cube-embed-dashboard');
    dashboard.sendAction('navigate', { path: '/early' });
    await ready(dashboard);
    expect(await received(1)).to.deep.include(['navigate', { path: '/early' }]);
  });

  it('set theme and color scheme when the embed is ready, and leave the rest to the URL', async () => {
    await mountReady(tenant, 'cube-embed-dashboard', {
      colorScheme: 'dark',
      theme: { primaryColor: '#123456' },
      locale: 'de',
      timezone: 'Asia/Tokyo',
      filters: { 'orders.status': 'new' },
    });
    expect(await received(2)).to.have.deep.members([
      ['set-color-scheme', { scheme: 'dark' }],
      ['set-theme', { primaryColor: '#123456' }],
    ]);
  });

  it('are sent once for each new value', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    dashboard.theme = { font: 'Inter' };
    await settled(dashboard);
    dashboard.theme = { font: 'Inter' };
    dashboard.locale = 'de';
    await settled(dashboard);
    dashboard.refresh();
    expect(await received(3)).to.deep.equal([
      ['set-theme', { font: 'Inter' }],
      ['set-locale', { locale: 'de' }],
      ['refresh', {}],
    ]);
  });

  it('set only the changed filters', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', {
      filters: { 'orders.status': 'new', 'orders.city': 'Rome' },
    });
    dashboard.filters = { 'orders.status': 'old', 'orders.city': 'Rome', 'orders.total': 3 };
    const changes = 'f_orders.status={"value":"old"}&f_orders.total={"value":3}';
    expect(await received(1)).to.deep.equal([['set-filter', { filterUrlParameter: changes }]]);
  });

  it('send settings, but no commands, to the frame that replaces another', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', { colorScheme: 'dark' });
    dashboard.navigate('/a');
    dashboard.sendAction('set-theme', { font: 'Inter' });
    dashboard.setFilter({ 'orders.status': 'new' });
    dashboard.locale = 'fr';
    const before = (await received(5)).length;
    await dashboard.reload();
    const after = (await received(before + 3)).slice(before);
    expect(after).to.have.deep.members([
      ['set-color-scheme', { scheme: 'dark' }],
      ['set-theme', { font: 'Inter' }],
      ['set-filter', { filterUrlParameter: 'f_orders.status={"value":"new"}' }],
    ]);
    expect((await tenant.log('page')).at(-1)?.url).to.contain('locale=fr');
  });

  it('are not sent to the next frame for settings that were removed', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    Object.assign(dashboard, {
      colorScheme: 'dark',
      locale: 'de',
      timezone: 'Asia/Tokyo',
      theme: { primaryColor: 'red' },
      filters: { 'orders.status': 'new' },
    });
    await received(5);
    Object.assign(dashboard, {
      colorScheme: undefined,
      locale: null,
      timezone: '',
      theme: undefined,
      filters: undefined,
    });
    await dashboard.reload();
    dashboard.refresh();
    expect((await received(6)).slice(5)).to.deep.equal([['refresh', {}]]);
    expect((await tenant.log('page')).at(-1)?.url).to.match(/\?session=[^&]+$/);
  });

  it('send settings to the new frame of an element that was moved', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    dashboard.setFilter({ 'orders.status': 'new' });
    dashboard.locale = 'fr';
    await received(2);
    const place = document.createElement('section');
    page().append(place);
    place.append(dashboard);
    dashboard.locale = 'it';
    await ready(dashboard);
    const after = (await received(3)).slice(2);
    expect(after).to.deep.include(['set-filter', { filterUrlParameter: 'f_orders.status={"value":"new"}' }]);
    expect(after, 'a setting of before').not.to.deep.include(['set-locale', { locale: 'fr' }]);
  });

  it('for one dashboard are not sent to the next one', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    dashboard.setFilter({ 'orders.status': 'new' });
    dashboard.sendAction('set-theme', { font: 'Inter' });
    await received(2);
    dashboard.dashboardId = 'other';
    await until(() => dashboard.status === 'loading');
    await ready(dashboard);
    dashboard.refresh();
    expect((await received(3)).slice(2)).to.deep.equal([['refresh', {}]]);
  });

  it('cannot send a session of the host', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    dashboard.sendAction('set-session', { sessionId: 'mine' });
    dashboard.sendAction('cube:action:set-session', { sessionId: 'mine' });
    const lines = consoleLines();
    expect(lines).to.have.length(2);
    expect(lines[0]).to.contain('renew()').and.not.to.contain('mine');
    dashboard.refresh();
    expect(await received(1)).to.deep.equal([['refresh', {}]]);
  });

  it('are posted to the tenant’s exact origin', async () => {
    const other = await newTenant();
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    const frame = dashboard.renderRoot.querySelector('iframe')!;
    frame.contentWindow!.location.replace(`${other.url}/embed/chat?sessionId=none`);
    await until(async () => (await other.pages()).length);
    dashboard.theme = { font: 'Inter' };
    dashboard.navigate('/secret');
    await settled(dashboard);
    await turn();
    expect(consoleLines()[0]).to.contain(other.url);
    expect(await other.log('action')).to.be.empty;
    expect(await tenant.log('action')).to.be.empty;
  });

  it('contain filters that are read the same raw and as a query', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    const cities = ['Smith & Sons', 'a+b c', '%26', '#1', '"\\'];
    cities.forEach((city) =>
      dashboard.setFilter({ 'orders.city': city, 'orders.total': undefined as never }),
    );
    const texts = (await received(cities.length)).map(
      ([, payload]) => (payload as { filterUrlParameter: string }).filterUrlParameter,
    );
    const read = (json: string | null): unknown => (JSON.parse(json ?? '') as { value: unknown }).value;
    expect(texts.map((text) => read(new URLSearchParams(text).get('f_orders.city')))).to.deep.equal(cities);
    expect(texts.map((text) => read(text.replace('f_orders.city=', '')))).to.deep.equal(cities);
  });

  it('send filters that are too long for the URL to each new frame', async () => {
    const ids = Array.from({ length: 2_000 }, (_, n) => 100_000 + n);
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', {
      filters: { 'orders.id': ids, 'orders.city': 'Rome' },
    });
    const long = { filterUrlParameter: `f_orders.id=${JSON.stringify({ value: ids })}` };
    expect(await received(1)).to.deep.equal([['set-filter', long]]);
    await tenant.protocol('events');
    await dashboard.reload();
    await dashboard.renew();
    expect(await received(3)).to.deep.equal(Array(3).fill(['set-filter', long]));
    for (const { url } of await tenant.log('page')) {
      expect(url.length).to.be.below(4_096);
      expect(new URL(url, tenant.url).searchParams.get('f_orders.city')).to.equal('{"value":"Rome"}');
    }
  });

  it('all reach an embed that is ready late, or the console warns about the dropped ones', async () => {
    await tenant.fault('token', { kind: 'hang' });
    const dashboard = mount(tenant, 'cube-embed-dashboard');
    await until(() => tenant.pages().then(({ length }) => length));
    for (let count = 0; count < 1_001; count++) dashboard.navigate(`/${count}`);
    await tenant.clearFaults();
    const paths = (await received(1_000)).map(([, payload]) => (payload as { path: string }).path);
    expect([paths.length, paths[0], paths.at(-1)]).to.deep.equal([1_000, '/1', '/1000']);
    expect(consoleLines()).to.deep.equal([
      '<cube-embed-dashboard> cube:action:navigate is not sent: 1000 later actions wait for the embed.',
    ]);
  });

  it('are sent to an unconfirmed frame, and again when it confirms', async () => {
    await tenant.fault('token', { kind: 'hang' });
    const clock = fakeTime();
    const dashboard = mount(tenant, 'cube-embed-dashboard');
    await until(() => tenant.pages().then(({ length }) => length));
    await until(async () => {
      await clock.tickAsync(1_000);
      return dashboard.status === 'ready';
    });
    dashboard.navigate('/a');
    expect(await received(1)).to.deep.equal([['navigate', { path: '/a' }]]);
    await tenant.clearFaults();
    expect(await received(2)).to.deep.equal([
      ['navigate', { path: '/a' }],
      ['navigate', { path: '/a' }],
    ]);
  });

  it('send the page’s default when the element’s own value is removed', async () => {
    configure({ locale: 'de' });
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', { locale: 'fr' });
    dashboard.locale = undefined;
    expect(await received(1)).to.deep.equal([['set-locale', { locale: 'de' }]]);
  });

  it('include focus(), which moves the focus into the frame', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    dashboard.focus();
    expect(document.activeElement === dashboard, 'the focus is in the element').to.be.true;
    expect(dashboard.shadowRoot!.activeElement).to.equal(dashboard.renderRoot.querySelector('iframe'));
  });
});
