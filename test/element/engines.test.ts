import { expect } from '@open-wc/testing';
import { frameOf, make, newTenant, page, ready, until, usual } from './support.js';

/** A window without one of its features. */
function openWindow(lacks: Record<string, unknown>): HTMLElement {
  const iframe = document.createElement('iframe');
  iframe.style.cssText = 'width: 900px; height: 700px';
  page().append(iframe);
  Object.assign(iframe.contentWindow!, lacks);
  return iframe.contentDocument!.body;
}

describe('an element in an engine', () => {
  it('without constructable style sheets is styled with one style element', async () => {
    const tenant = await newTenant();
    const body = openWindow({ CSSStyleSheet: undefined });
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    body.append(chat);
    await ready(chat);
    const box = body.ownerDocument.createElement('div');
    body.append(box);
    box.append(chat);
    await ready(chat);
    expect(chat.renderRoot.querySelectorAll('style')).to.have.length(1);
    expect(chat.getBoundingClientRect().height).to.equal(600);
  });

  it('without IntersectionObserver loads at once despite loading="lazy"', async () => {
    const tenant = await newTenant();
    const body = openWindow({ IntersectionObserver: undefined });
    const spacer = body.ownerDocument.createElement('div');
    spacer.style.height = '9000px';
    const chat = make('cube-embed-chat', { ...usual(tenant, 'cube-embed-chat'), loading: 'lazy' });
    body.append(spacer, chat);
    await ready(chat);
  });
});

describe('a session call of the early start script', () => {
  it('is used by its element instead of a new call', async () => {
    const tenant = await newTenant();
    const session = await tenant.mint();
    const chat = make('cube-embed-chat', { baseUrl: tenant.url, sessionEndpoint: '/nowhere' });
    const body = JSON.stringify({ surface: 'chat', reason: 'initial' });
    const answer = Promise.resolve(Response.json({ sessionId: session }));
    Object.assign(chat, { early: ['/nowhere', body, new Date(), answer] });
    page().append(chat);
    await until(() => chat.status === 'ready');
    expect(new URL(frameOf(chat).src).searchParams.get('sessionId')).to.equal(session);
    expect(chat).not.to.have.property('early');
  });
});
