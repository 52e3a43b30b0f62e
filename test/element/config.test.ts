import { expect } from '@open-wc/testing';
import type { CubeEmbedElement } from '../../src/index.js';
import { configure, CubeEmbedError } from '../../src/index.js';
import type { Tag } from './support.js';
import {
  consoleLines,
  fakeTime,
  frameOf,
  framesOf,
  heard,
  make,
  mount,
  mountReady,
  newTenant,
  page,
  ready,
  turn,
  until,
} from './support.js';
import type { Tenant } from './tenant.js';

/** Adds an element, and waits until it reports an error. A missing setting is reported after two seconds. */
async function failsLater(element: CubeEmbedElement): Promise<void> {
  const clock = fakeTime();
  page().append(element);
  await until(() => clock.tickAsync(500).then(() => element.status === 'error'), 'the element to fail');
  clock.restore();
}

describe('a configuration that cannot work', () => {
  let calls: number;

  beforeEach(() => {
    calls = 0;
  });

  const fetchSession = (): Promise<string> => {
    calls++;
    return new Promise(() => undefined);
  };
  const good = { baseUrl: 'http://127.0.0.1:9', fetchSession };
  const BASES: [string, string][] = [
    ['', 'base-url is missing'],
    ['acme', 'base-url must be an https: address'],
    ['//acme.example', 'base-url must be an https: address'],
    ['/acme', 'base-url must be an https: address'],
    ['http://acme.example', 'base-url must be an https: address'],
    ['http://localhost.acme.example', 'base-url must be an https: address'],
    ['javascript:alert(1)', 'base-url must be an https: address'],
    ['data:text/html,hello', 'base-url must be an https: address'],
    ['ftp://acme.example', 'base-url must be an https: address'],
    ['https://viewer:secret@acme.example', 'credentials'],
    ['https://acme.example?a=b', 'query'],
    ['https://acme.example#a', 'fragment'],
  ];
  const CASES: [string, Tag, object, string][] = [
    ...BASES.map(([baseUrl, says]): [string, Tag, object, string] => [
      `base-url "${baseUrl}"`,
      'cube-embed-chat',
      { baseUrl },
      says,
    ]),
    ['no dashboard-id', 'cube-embed-dashboard', {}, 'dashboard-id is missing'],
    ['a dashboard-id of dots', 'cube-embed-dashboard', { dashboardId: '..' }, 'dashboard-id'],
    ['a deployment-id of dots', 'cube-embed-chat', { deploymentId: '.' }, 'deployment-id'],
    ['no deployment-id', 'cube-embed-app', {}, 'deployment-id is missing'],
    [
      'no source of sessions',
      'cube-embed-chat',
      { fetchSession: undefined },
      'session-endpoint or fetchSession',
    ],
    [
      'Cube’s own API as the endpoint',
      'cube-embed-chat',
      { fetchSession: undefined, sessionEndpoint: 'https://acme.example/api/v1/embed/generate-session' },
      'API key',
    ],
  ];
  for (const [what, tag, properties, says] of CASES) {
    it(`explains what is wrong with ${what}`, async () => {
      const element = make(tag, { ...good, ...properties });
      const errors = heard(element, 'cube-embed-error');
      await failsLater(element);
      expect(element.error!.code).to.equal('invalid-config');
      expect(element.error!.retryable).to.be.false;
      expect(element.error!.message).to.contain(says);
      expect(errors).to.deep.equal([{ error: element.error, fatal: true }]);
      expect(consoleLines()).to.deep.equal([
        `<${tag}> invalid-config: ${element.error!.message} See docs/errors.md in the package: https://cube-embed.github.io/cube-embed/errors#invalid-config`,
      ]);
      expect(calls, 'sessions asked for').to.equal(0);
      expect(framesOf(element)).to.be.empty;
    });
  }

  for (const name of ['api-key', 'apikey', 'data-api-key', 'cube-api-key']) {
    it(`rejects an API key in the page (${name}) without printing it`, async () => {
      const chat = make('cube-embed-chat', good);
      chat.setAttribute(name, 'the-secret-key');
      page().append(chat);
      await until(() => chat.status === 'error');
      const [line] = consoleLines();
      expect(line).to.contain('API key').and.not.to.contain('the-secret-key');
      expect(calls).to.equal(0);
    });
  }

  it('is reported once, whatever else changes, and is fixed by a valid value', async () => {
    const tenant = await newTenant();
    const chat = mount(tenant, 'cube-embed-chat', { baseUrl: 'http://acme.example' });
    await until(() => chat.status === 'error');
    chat.locale = 'de';
    await chat.updateComplete;
    chat.hideInput = true;
    await chat.updateComplete;
    expect(consoleLines()).to.have.length(1);
    chat.baseUrl = tenant.url;
    await ready(chat);
    expect(chat.error).to.be.null;
  });

  it('removes a live embed, and a valid value restores it', async () => {
    const tenant = await newTenant();
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    dashboard.dashboardId = undefined;
    await until(() => dashboard.status === 'error');
    expect(consoleLines()).to.have.length(1);
    expect(framesOf(dashboard)).to.be.empty;
    dashboard.dashboardId = 'sales';
    await ready(dashboard);
  });

  it('makes renew() and reload() reject', async () => {
    const chat = make('cube-embed-chat', { fetchSession });
    page().append(chat);
    for (const act of [() => chat.renew(), () => chat.reload()]) {
      const reason = await act().catch((error: unknown) => error);
      expect(reason).to.be.instanceOf(CubeEmbedError).and.to.have.property('code', 'invalid-config');
    }
    consoleLines();
  });
});

describe('configure()', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  it('gives every element of the page its defaults', async () => {
    configure({
      baseUrl: tenant.url,
      sessionEndpoint: tenant.endpoint,
      locale: 'de',
      timezone: 'Asia/Tokyo',
    });
    const chat = make('cube-embed-chat');
    page().append(chat);
    await ready(chat);
    const { searchParams } = new URL(frameOf(chat).src);
    expect(searchParams.get('locale')).to.equal('de');
    expect(searchParams.get('timezone')).to.equal('Asia/Tokyo');
  });

  it('is overridden by an element’s own properties', async () => {
    configure({ baseUrl: 'https://acme.example', locale: 'de', colorScheme: 'dark' });
    const chat = await mountReady(tenant, 'cube-embed-chat', { locale: 'fr', colorScheme: 'light' });
    const { searchParams, origin } = new URL(frameOf(chat).src);
    expect(origin).to.equal(tenant.url);
    expect(searchParams.get('locale')).to.equal('fr');
    expect(searchParams.get('theme')).to.equal('light');
  });

  it('starts the elements that waited for it', async () => {
    const chat = make('cube-embed-chat');
    page().append(chat);
    configure({ baseUrl: tenant.url, fetchSession: () => tenant.mint() });
    await ready(chat);
  });

  it('fixes an element that failed without it', async () => {
    const chat = make('cube-embed-chat');
    await failsLater(chat);
    consoleLines();
    configure({ baseUrl: tenant.url, fetchSession: () => tenant.mint() });
    await ready(chat);
  });

  it('changes what a live frame shows without a reload', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    configure({
      locale: 'de',
      timezone: 'Asia/Tokyo',
      colorScheme: 'dark',
      theme: { primaryColor: '#123456' },
    });
    await until(() => tenant.log('action').then(({ length }) => length === 4));
    const actions = (await tenant.log('action')).map(({ type, payload }) => [type, payload]);
    expect(actions).to.have.deep.members([
      ['cube:action:set-locale', { locale: 'de' }],
      ['cube:action:set-timezone', { timezone: 'Asia/Tokyo' }],
      ['cube:action:set-color-scheme', { scheme: 'dark' }],
      ['cube:action:set-theme', { primaryColor: '#123456' }],
    ]);
    expect(await tenant.log('page')).to.have.length(1);
    expect(chat.status).to.equal('ready');
  });

  it('moves the live elements to another tenant', async () => {
    const other = await newTenant();
    configure({ baseUrl: tenant.url, fetchSession: () => tenant.mint() });
    const elements: CubeEmbedElement[] = [make('cube-embed-chat'), make('cube-embed-chat')];
    page().append(...elements);
    await Promise.all(elements.map(ready));
    configure({ baseUrl: other.url, fetchSession: () => other.mint() });
    await until(() => elements.every((element) => element.status === 'loading'));
    await Promise.all(elements.map(ready));
    expect(elements.map((element) => new URL(frameOf(element).src).origin)).to.deep.equal([
      other.url,
      other.url,
    ]);
  });

  it('keeps the defaults that it does not name', async () => {
    configure({ baseUrl: tenant.url, fetchSession: () => tenant.mint() });
    configure({ locale: 'de' });
    const chat = make('cube-embed-chat');
    page().append(chat);
    await ready(chat);
  });

  it('does not affect an element that was removed', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    chat.remove();
    configure({ baseUrl: 'https://acme.example', locale: 'de' });
    await turn();
    expect(chat.status).to.equal('idle');
  });
});
