import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import type { SinonFakeTimers, SinonSpy } from 'sinon';
import { endPreload, prepareTenant } from '../../src/frame/preload.js';
import type { PreloadOptions } from '../../src/index.js';
import { configure, preload } from '../../src/index.js';
import { consoleLines, page } from './support.js';

const HEAD_START = 20;

let clock: SinonFakeTimers;
let appendChild: SinonSpy<[Node], Node>;
let attachShadow: SinonSpy<[ShadowRootInit], ShadowRoot>;
let port = 65_400;
/** Nothing listens there, and no earlier test has used it. */
const nowhere = (): string => `https://127.0.0.1:${(port += 1)}`;
const target = (baseUrl: string) => ({
  surface: 'dashboard' as const,
  base: new URL(baseUrl),
  deploymentId: undefined,
  dashboardId: 'sales',
  query: {},
});
const added = (): HTMLIFrameElement[] =>
  appendChild.args.map(([node]) => node).filter((node) => node instanceof HTMLIFrameElement);
/** The hidden iframes in the page, found through their shadow roots. */
const loading = (): HTMLIFrameElement[] =>
  attachShadow.returnValues
    .filter((root) => root.isConnected)
    .flatMap((root) => [...root.querySelectorAll('iframe')]);

beforeEach(() => {
  clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  appendChild = sinon.spy(Node.prototype, 'appendChild');
  attachShadow = sinon.spy(Element.prototype, 'attachShadow');
});
afterEach(() => {
  // Removes what the test left.
  for (const root of attachShadow.returnValues) root.host.remove();
  clock.restore();
});

describe('the connection to a tenant', () => {
  it('is opened by an iframe at the embed’s path that is removed before it can send a request', () => {
    const tenant = nowhere();
    prepareTenant(page(), target(tenant), true);
    expect(added()).to.have.length(0);
    clock.tick(0);
    expect(added().map(({ src }) => src)).to.deep.equal([`${tenant}/embed/dashboard/sales`]);
    expect(added()[0]?.getAttribute('sandbox')).to.equal('');
    expect(added()[0]?.isConnected).to.equal(false);
  });

  it('is opened by a link as well in an engine that does not keep the connection of the iframe', () => {
    const tenant = nowhere();
    const credentialless = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'credentialless');
    delete (HTMLIFrameElement.prototype as { credentialless?: boolean }).credentialless;
    const append = sinon.spy(document.head, 'append');
    prepareTenant(page(), target(tenant), true);
    clock.tick(0);
    if (credentialless) Object.defineProperty(HTMLIFrameElement.prototype, 'credentialless', credentialless);
    const links = append.args.flat() as HTMLLinkElement[];
    expect(links.map(({ rel, href }) => [rel, href])).to.deep.equal([
      ['preconnect', `${tenant}/embed/dashboard/sales`],
    ]);
    expect(links[0]?.isConnected).to.equal(false);
  });

  it('is opened once for each page and tenant', () => {
    const tenant = nowhere();
    prepareTenant(page(), target(tenant), undefined);
    prepareTenant(page(), target(tenant), undefined);
    clock.tick(HEAD_START);
    prepareTenant(page(), target(tenant), undefined);
    clock.tick(HEAD_START);
    expect(added()).to.have.length(1);
  });

  it('is not opened for an element that already has its iframe, or was removed', () => {
    prepareTenant(page(), target(nowhere()), undefined);
    page().append(document.createElement('iframe'));
    clock.tick(HEAD_START);
    page().replaceChildren();
    prepareTenant(page(), target(nowhere()), undefined);
    page().remove();
    clock.tick(HEAD_START);
    expect(added()).to.have.length(0);
  });

  it('is not opened for a local tenant, after a preload, after a ready embed, or when switched off', () => {
    const preloaded = nowhere();
    const ready = nowhere();
    preload({ baseUrl: preloaded });
    endPreload(ready);
    appendChild.resetHistory();
    for (const tenant of ['http://127.0.0.1:65399', preloaded, ready])
      prepareTenant(page(), target(tenant), undefined);
    prepareTenant(page(), target(nowhere()), false);
    clock.tick(HEAD_START);
    expect(added()).to.have.length(0);
  });

  it('loads the tenant’s page if the host asks for it, in the element’s root', () => {
    const tenant = nowhere();
    prepareTenant(page(), target(tenant), 'page');
    clock.tick(HEAD_START - 1);
    expect(loading()).to.have.length(0);
    clock.tick(1);
    expect(loading().map(({ src }) => src)).to.deep.equal([`${tenant}/embed/dashboard/sales`]);
    expect(page().firstElementChild).to.equal(attachShadow.firstCall.returnValue.host);
    endPreload(new URL(tenant).origin);
    expect(loading()).to.have.length(0);
  });
});

describe('preload()', () => {
  for (const [name, options, path] of [
    ['a dashboard', { dashboardId: 'sales' }, '/embed/dashboard/sales'],
    ['a chat by default', {}, '/embed/chat'],
    ['the deployment form', { dashboardId: 'a b', deploymentId: 7 }, '/embed/d/7/dashboard/a%20b'],
    ['Creator Mode', { surface: 'app', deploymentId: '7' }, '/embed/d/7/app'],
  ] as [string, PreloadOptions, string][]) {
    it(`loads the page of ${name}, without a query`, () => {
      const baseUrl = nowhere();
      preload({ baseUrl, ...options });
      expect(loading().map(({ src }) => src)).to.deep.equal([baseUrl + path]);
    });
  }

  it('takes the tenant from configure(), even a local one', () => {
    configure({ baseUrl: 'http://127.0.0.1:65398/' });
    preload({ dashboardId: 'sales' });
    expect(loading().map(({ src }) => src)).to.deep.equal(['http://127.0.0.1:65398/embed/dashboard/sales']);
  });

  it('runs no script of the page and shows nothing of it, whatever the host’s style sheet says', () => {
    const sheet = document.createElement('style');
    sheet.textContent = 'div { display: block !important; height: 10px }';
    page().append(sheet);
    preload({ baseUrl: nowhere() });
    const [frame] = loading();
    expect(frame?.getAttribute('sandbox')).to.equal('allow-same-origin');
    expect(frame?.referrerPolicy).to.equal('strict-origin');
    expect(attachShadow.firstCall.args).to.deep.equal([{ mode: 'closed' }]);
    expect(attachShadow.firstCall.returnValue.host.getBoundingClientRect().height).to.equal(0);
  });

  it('has one iframe for each tenant at a time', () => {
    const [one, other] = [nowhere(), nowhere()];
    preload({ baseUrl: one });
    preload({ baseUrl: one, dashboardId: 'sales' });
    preload({ baseUrl: other });
    expect(loading().map(({ src }) => src)).to.deep.equal([`${one}/embed/chat`, `${other}/embed/chat`]);
  });

  it('keeps the iframe after its load, because scripts may still be loading', () => {
    preload({ baseUrl: nowhere() });
    loading()[0]?.dispatchEvent(new Event('load'));
    expect(loading()).to.have.length(1);
  });

  it('ends when the signal aborts, and may be repeated', () => {
    const baseUrl = nowhere();
    const hover = new AbortController();
    preload({ baseUrl, signal: hover.signal });
    expect(loading()).to.have.length(1);
    hover.abort();
    expect(loading()).to.have.length(0);
    preload({ baseUrl, signal: hover.signal });
    expect(loading()).to.have.length(0);
    preload({ baseUrl });
    expect(loading()).to.have.length(1);
  });

  it('leaves nothing behind, however it ends', () => {
    const { signal } = new AbortController();
    const listening = sinon.spy(signal, 'addEventListener');
    const ended = sinon.spy(signal, 'removeEventListener');
    const held = (globalThis as unknown as Record<symbol, Record<string, unknown>>)[
      Symbol.for('cube-embed.preloads')
    ]!;
    const [old, ready, removed] = [nowhere(), nowhere(), nowhere()];
    preload({ baseUrl: old, signal });
    clock.tick(15_000);
    preload({ baseUrl: ready, signal });
    endPreload(ready);
    preload({ baseUrl: removed, signal });
    attachShadow.lastCall.returnValue.host.remove();
    clock.tick(1_000);
    expect(ended.args).to.deep.equal(listening.args);
    expect(listening.args).to.have.length(3);
    expect([old, ready, removed].map((origin) => held[origin])).to.deep.equal([null, null, null]);
    expect(clock.countTimers()).to.equal(0);
  });

  it('ends at once when the signal aborts, its timer included', () => {
    const hover = new AbortController();
    preload({ baseUrl: nowhere(), signal: hover.signal });
    hover.abort();
    expect(clock.countTimers()).to.equal(0);
  });

  it('makes room for the load of the page when the tenant does not answer, and goes on afterwards', () => {
    const state = sinon.stub(document, 'readyState').value('interactive');
    const baseUrl = nowhere();
    preload({ baseUrl });
    const [slow] = loading();
    clock.tick(1_000);
    expect(slow?.isConnected).to.equal(false);
    state.value('complete');
    clock.tick(1_000);
    expect(loading()).to.deep.equal([slow]);
    endPreload(baseUrl);
  });

  it('keeps the iframe of a page that has arrived, and of one that is still read', () => {
    const state = sinon.stub(document, 'readyState').value('interactive');
    preload({ baseUrl: nowhere() });
    loading()[0]?.dispatchEvent(new Event('load'));
    clock.tick(1_000);
    expect(loading()).to.have.length(1);
    state.value('loading');
    preload({ baseUrl: nowhere() });
    clock.tick(5_000);
    expect(loading()).to.have.length(2);
    document.dispatchEvent(new Event('DOMContentLoaded'));
    clock.tick(1_000);
    expect(loading()).to.have.length(1);
    state.restore();
  });

  it('ends after the page has been visible for 15 seconds', () => {
    preload({ baseUrl: nowhere() });
    const visibility = sinon.stub(document, 'visibilityState').value('hidden');
    clock.tick(60_000);
    visibility.value('visible');
    clock.tick(14_999);
    expect(loading()).to.have.length(1);
    clock.tick(1);
    expect(loading()).to.have.length(0);
    expect(clock.countTimers()).to.equal(0);
  });

  it('does nothing if the viewer saves data', () => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true });
    preload({ baseUrl: nowhere() });
    expect(loading()).to.have.length(0);
    // The browser's own property, if it has one, is on the prototype.
    delete (navigator as { connection?: unknown }).connection;
  });

  it('warns about invalid options and does not throw', () => {
    preload();
    preload({ baseUrl: nowhere(), surface: 'app' });
    preload({ baseUrl: nowhere(), surface: 'dashboard' });
    const lines = consoleLines();
    expect(lines).to.have.length(3);
    for (const line of lines) expect(line).to.match(/^cube-embed: preload\(\) did nothing\. /);
    expect(loading()).to.have.length(0);
  });
});
