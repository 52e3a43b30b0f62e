import { expect } from '@open-wc/testing';
import type { CubeEmbedElement } from '../../src/index.js';
import {
  frameOf,
  framesOf,
  heard,
  make,
  mount,
  mountReady,
  newTenant,
  page,
  partOf,
  quiet,
  ready,
  turn,
  until,
  usual,
} from './support.js';
import type { Tenant } from './tenant.js';

/** A document of the page's origin, with its own window. */
function openDocument(): { iframe: HTMLIFrameElement; body: HTMLElement; view: Window } {
  const iframe = document.createElement('iframe');
  iframe.style.cssText = 'width: 900px; height: 700px';
  page().append(iframe);
  return { iframe, body: iframe.contentDocument!.body, view: iframe.contentWindow! };
}

const heightOf = (element: Element): number => element.getBoundingClientRect().height;

describe('an element in another document', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  const abortError = async (promise: Promise<void>): Promise<void> => {
    const reason: unknown = await promise.catch((error: unknown) => error);
    expect(reason).to.be.instanceOf(DOMException).and.to.have.property('name', 'AbortError');
  };

  it('works when it was created in the page', async () => {
    const { body } = openDocument();
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    const messages = heard(chat, 'cube-embed-message');
    body.append(chat);
    await ready(chat);
    expect(frameOf(chat).ownerDocument).to.equal(body.ownerDocument);
    expect(heightOf(chat)).to.equal(600);
    expect(messages[0]?.type).to.equal('cube:event:ready');
  });

  it('works when it is moved there and back', async () => {
    const { body } = openDocument();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    for (const place of [body, page(), body]) {
      place.append(chat);
      await until(() => chat.status === 'loading');
      expect(partOf(chat, 'loading')!.ownerDocument).to.equal(place.ownerDocument);
      expect(getComputedStyle(partOf(chat, 'loading')!).display).to.equal('grid');
      await ready(chat);
      expect(framesOf(chat)).to.have.length(1);
      expect(heightOf(chat)).to.equal(600);
      expect(chat.renderRoot.querySelector('style'), 'what a strict policy forbids').to.be.null;
      chat.colorScheme = place === body ? 'dark' : 'light';
      const scheme = chat.colorScheme;
      await until(async () =>
        (await tenant.log('action')).some(
          ({ payload }) => (payload as { scheme?: string }).scheme === scheme,
        ),
      );
    }
    expect(await tenant.log('refused')).to.be.empty;
  });

  it('follows the activity of that window', async () => {
    const { body, view } = openDocument();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    body.append(chat);
    await until(() => chat.status === 'loading');
    await ready(chat);
    view.dispatchEvent(new Event('offline'));
    let isRenewed = false;
    void chat.renew().then(() => (isRenewed = true));
    await quiet(tenant);
    expect(isRenewed).to.be.false;
    view.dispatchEvent(new Event('online'));
    await until(() => isRenewed);
  });

  it('waits for that window’s viewport when it is lazy', async () => {
    const { body } = openDocument();
    const space = body.ownerDocument.createElement('div');
    space.style.height = '5000px';
    body.append(space);
    const chat = make('cube-embed-chat', { ...usual(tenant, 'cube-embed-chat'), loading: 'lazy' });
    body.append(chat);
    await quiet(tenant);
    expect(chat.status).to.equal('idle');
    chat.scrollIntoView();
    await ready(chat);
  });

  const GONE: [string, (iframe: HTMLIFrameElement) => void][] = [
    ['is removed', (iframe) => iframe.remove()],
    ['shows another page', (iframe) => iframe.contentWindow!.location.replace('/host/none')],
  ];
  for (const [what, go] of GONE) {
    it(`counts as removed when its window ${what}, and works again in the page`, async () => {
      const { iframe, body } = openDocument();
      let signal: AbortSignal | undefined;
      let answers = true;
      const chat = make('cube-embed-chat', {
        ...usual(tenant, 'cube-embed-chat'),
        fetchSession: (context) => {
          signal = context.signal;
          return answers ? tenant.mint() : new Promise(() => undefined);
        },
      });
      body.append(chat);
      await ready(chat);
      answers = false;
      const reloaded = chat.reload();
      await until(() => chat.status === 'loading' && !signal!.aborted);
      go(iframe);
      await abortError(reloaded);
      expect(signal!.aborted).to.be.true;
      expect([chat.status, framesOf(chat).length]).to.deep.equal(['idle', 0]);
      await abortError(chat.reload());
      answers = true;
      page().append(chat);
      await ready(chat);
      expect(heightOf(chat)).to.equal(600);
    });
  }

  it('has listeners separate from those of other windows', async () => {
    const places = [page(), openDocument().body, openDocument().body];
    const elements: CubeEmbedElement[] = [];
    for (const place of places) {
      const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
      place.append(chat);
      elements.push(chat);
    }
    await Promise.all(elements.map(ready));
    elements[1]!.remove();
    await turn();
    await elements[2]!.reload();
    await elements[0]!.reload();
    expect(elements.map(({ status }) => status)).to.deep.equal(['ready', 'idle', 'ready']);
  });
});

describe('a document without a window', () => {
  it('contains an element that stays idle', async () => {
    const tenant = await newTenant();
    const chat = mount(tenant, 'cube-embed-chat');
    document.implementation.createHTMLDocument().body.append(chat);
    await quiet(tenant);
    expect(chat.status).to.equal('idle');
    page().append(chat);
    await ready(chat);
    expect(await tenant.log('minted')).to.have.length(1);
  });
});
