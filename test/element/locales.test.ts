import { expect } from '@open-wc/testing';
import type { CubeEmbedElement } from '../../src/index.js';
import { configure, SessionDeniedError } from '../../src/index.js';
import type { EmbedLocale } from '../../src/locales/index.js';
import { de, en, es, es_MX, fr, ja, nb, pt_BR, pt_PT, useLocales } from '../../src/locales/index.js';
import { consoleLines, mount, mountReady, newTenant, page, partOf, until } from './support.js';
import { openInspector } from './inspector/support.js';
import type { Tenant } from './tenant.js';

const never = (): Promise<string> => new Promise(() => undefined);

/** The text of the loading panel. */
const loadingText = (element: CubeEmbedElement): string | null | undefined =>
  partOf(element, 'loading')?.textContent;

describe('the language of the panels', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  afterEach(() => {
    document.documentElement.lang = 'en';
  });

  async function mountLoading(locale?: string): Promise<CubeEmbedElement> {
    const chat = mount(tenant, 'cube-embed-chat', { fetchSession: never, locale });
    await until(() => partOf(chat, 'loading'));
    return chat;
  }

  /** Waits until the loading panel is in this language. */
  const shows = (element: CubeEmbedElement, { loading, locale }: EmbedLocale): Promise<void> =>
    until(
      () => loadingText(element) === loading && partOf(element, 'loading')!.lang === locale,
      `the panel in ${locale}`,
    );

  // The first test: languages that are used once stay.
  it('is English while no other language is used', async () => {
    document.documentElement.lang = 'de';
    await shows(await mountLoading('de'), en);
  });

  it('changes on a live element when its language is added', async () => {
    const chat = await mountLoading('nb-NO');
    await shows(chat, en);
    useLocales(nb);
    await shows(chat, nb);
  });

  it('is that of locale, else of the nearest lang, else English', async () => {
    useLocales(de, fr);
    document.documentElement.lang = 'de';
    await shows(await mountLoading(), de);
    await shows(await mountLoading('fr'), fr);
    await shows(await mountLoading('en-GB'), en);
    document.documentElement.lang = 'ko';
    await shows(await mountLoading(), en);
    document.documentElement.lang = '';
    await shows(await mountLoading(), en);
    document.documentElement.removeAttribute('lang');
    await shows(await mountLoading(), en);
  });

  it('is the page’s where Cube and the page do not know the locale', async () => {
    useLocales(de);
    document.documentElement.lang = 'de';
    await shows(await mountLoading('ko'), de);
  });

  it('follows the locale of configure()', async () => {
    useLocales(fr);
    const chat = await mountLoading();
    configure({ locale: 'fr-CA' });
    await shows(chat, fr);
    configure({ locale: undefined });
    await shows(chat, en);
  });

  it('follows the element’s locale', async () => {
    useLocales(de, ja);
    const chat = await mountLoading('de');
    chat.locale = 'ja';
    await shows(chat, ja);
    chat.setAttribute('locale', 'de-CH');
    await shows(chat, de);
    chat.locale = undefined;
    await shows(chat, en);
  });

  it('follows the lang of the page and of what is around the element', async () => {
    useLocales(de, fr, ja);
    const chat = await mountLoading();
    document.documentElement.lang = 'de';
    await shows(chat, de);
    page().lang = 'fr';
    await shows(chat, fr);
    chat.lang = 'ja';
    await shows(chat, ja);
    chat.removeAttribute('lang');
    page().removeAttribute('lang');
    await shows(chat, de);
  });

  it('follows a lang outside of the shadow root that the element is in', async () => {
    useLocales(de, fr);
    const outer = document.createElement('section');
    page().append(outer);
    const inner = document.createElement('div');
    outer.attachShadow({ mode: 'closed' }).append(inner);
    const chat = await mountLoading();
    inner.append(chat);
    outer.lang = 'de';
    await shows(chat, de);
    inner.lang = 'fr';
    await shows(chat, fr);
  });

  it('is announced by the error panel, with its button', async () => {
    useLocales(de);
    document.documentElement.lang = 'de-AT';
    const denied = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => Promise.reject(new SessionDeniedError()),
    });
    await until(() => partOf(denied, 'error')?.textContent === de.denied + de.retry);
    expect(partOf(denied, 'error')!.lang).to.equal('de');
    consoleLines();
  });

  it('is that of the longest tag that is known, else the first one of the same language', async () => {
    useLocales(es, es_MX, pt_PT, pt_BR);
    await shows(await mountLoading('es-MX'), es_MX);
    await shows(await mountLoading('es-mx'), es_MX);
    await shows(await mountLoading('es-AR'), es);
    await shows(await mountLoading('pt'), pt_PT);
    await shows(await mountLoading('pt-BR-x-home'), pt_BR);
  });

  it('is Norwegian for pages that say no or nn', async () => {
    useLocales(nb);
    await shows(await mountLoading('no'), nb);
    await shows(await mountLoading('nn-NO'), nb);
  });

  it('can be one of the page’s own, which replaces the one with the same tag', async () => {
    const pl = { ...en, locale: 'pl', loading: 'Ładowanie…' };
    const chat = await mountLoading('pl');
    useLocales(pl);
    await shows(chat, pl);
    const other = { ...pl, loading: 'Wczytywanie…' };
    useLocales(other);
    await shows(chat, other);
  });

  it('gives way to the strings of configure(), whose language is unknown', async () => {
    useLocales(de);
    const chat = await mountLoading('de');
    configure({ strings: { loading: 'Moment…' } });
    await until(() => loadingText(chat) === 'Moment…');
    expect(partOf(chat, 'loading')!.hasAttribute('lang')).to.be.false;
    configure({ strings: undefined });
    await shows(chat, de);
  });

  it('does not make a live embed load again', async () => {
    useLocales(de, fr);
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const frame = partOf(chat, 'frame');
    document.documentElement.lang = 'fr';
    await chat.updateComplete;
    expect(partOf(chat, 'frame')).to.equal(frame);
    expect(await tenant.log('minted')).to.have.length(1);
  });

  it('does not change the inspector, which is English', async () => {
    useLocales(de);
    document.documentElement.lang = 'de';
    await mountLoading('de');
    const { renderRoot } = await openInspector();
    expect(renderRoot.textContent).to.match(/Dashboard|Chat/);
    expect(renderRoot.textContent).to.match(/loading/);
    expect(renderRoot.textContent).not.to.match(/Wird|geladen/);
  });
});
