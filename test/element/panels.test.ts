import { expect, nextFrame } from '@open-wc/testing';
import { emulateMedia, sendKeys, sendMouse } from '@web/test-runner-commands';
import sinon from 'sinon';
import type { CubeEmbedElement } from '../../src/index.js';
import { configure, SessionDeniedError } from '../../src/index.js';
import {
  consoleLines,
  make,
  mount,
  mountReady,
  newTenant,
  page,
  partOf,
  ready,
  until,
  usual,
} from './support.js';
import type { Tenant } from './tenant.js';

const never = (): Promise<string> => new Promise(() => undefined);
const denied = (): Promise<string> => Promise.reject(new SessionDeniedError());

async function failed(element: CubeEmbedElement): Promise<void> {
  await until(() => element.status === 'error');
  consoleLines();
}

describe('the panels', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  async function mountFailed(fetchSession = denied): Promise<CubeEmbedElement> {
    const chat = mount(tenant, 'cube-embed-chat', { fetchSession });
    await failed(chat);
    await chat.updateComplete;
    return chat;
  }

  it('announce loading with the role status', async () => {
    const chat = mount(tenant, 'cube-embed-chat', { fetchSession: never });
    await chat.updateComplete;
    await until(() => partOf(chat, 'loading'));
    const panel = partOf(chat, 'loading')!;
    expect(panel.getAttribute('role')).to.equal('status');
    expect(panel.textContent).to.equal('Loading…');
    expect(panel.getBoundingClientRect().height).to.equal(600);
  });

  it('announce a failure with the role alert and a button', async () => {
    sinon.stub(Math, 'random').returns(0);
    const chat = await mountFailed(() => Promise.reject(new Error('down')));
    const panel = partOf(chat, 'error')!;
    expect(panel.getAttribute('role')).to.equal('alert');
    expect(panel.textContent).to.equal('This content could not be loaded.Try again');
    expect(partOf(chat, 'retry')).to.be.instanceOf(HTMLButtonElement);
    expect(partOf(chat, 'loading')).to.be.null;
  });

  it('say so when the viewer has no access', async () => {
    const chat = await mountFailed();
    expect(partOf(chat, 'error')!.textContent).to.contain('no access');
  });

  it('offer no retry for what only the page’s author can fix', async () => {
    const chat = make('cube-embed-chat', { ...usual(tenant, 'cube-embed-chat'), baseUrl: 'ftp://x' });
    page().append(chat);
    await failed(chat);
    await chat.updateComplete;
    expect(partOf(chat, 'error')).to.exist;
    expect(partOf(chat, 'retry')).to.be.null;
  });

  it('are removed once the embed is ready', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    await chat.updateComplete;
    expect(chat.renderRoot.querySelector('[role]')).to.be.null;
  });

  it('retry on a click', async () => {
    let answer = denied;
    const chat = await mountFailed(() => answer());
    answer = () => tenant.mint();
    // Chromium hit-tests what it has painted.
    await nextFrame();
    await nextFrame();
    const { left, top, width, height } = partOf(chat, 'retry')!.getBoundingClientRect();
    await sendMouse({
      type: 'click',
      position: [Math.round(left + width / 2), Math.round(top + height / 2)],
    });
    await ready(chat);
    expect(chat.error).to.be.null;
  });

  for (const key of ['Enter', 'Space']) {
    it(`retry with ${key} after Tab moved the focus there`, async () => {
      let answer = denied;
      const before = document.createElement('button');
      page().append(before);
      const chat = await mountFailed(() => answer());
      answer = () => tenant.mint();
      before.focus();
      await sendKeys({ press: 'Tab' });
      expect(chat.shadowRoot!.activeElement).to.equal(partOf(chat, 'retry'));
      await sendKeys({ press: key });
      await ready(chat);
    });
  }

  it('leave one panel when the loss of the focus reloads the element while a panel is replaced', async () => {
    const chat = await mountFailed();
    partOf(chat, 'retry')!.focus();
    chat.addEventListener('focusout', () => void chat.reload(), { once: true });
    chat.fetchSession = never;
    configure({ strings: { retry: 'Once more' } });
    await chat.updateComplete;
    void chat.reload();
    await until(() => chat.status === 'loading');
    expect(chat.shadowRoot!.querySelectorAll('[role]')).to.have.length(1);
    expect(partOf(chat, 'loading')).not.to.be.null;
  });

  it('take their strings from configure(), also while shown', async () => {
    const loading = mount(tenant, 'cube-embed-chat', { fetchSession: never });
    const refused = await mountFailed();
    configure({ strings: { loading: 'Lädt…', denied: 'Kein Zugang.', retry: 'Nochmals' } });
    await until(() => partOf(loading, 'loading')?.textContent === 'Lädt…');
    expect(partOf(refused, 'error')!.textContent).to.equal('Kein Zugang.Nochmals');
  });

  it('are replaced by the page’s slotted content', async () => {
    const chat = make('cube-embed-chat', { ...usual(tenant, 'cube-embed-chat'), fetchSession: never });
    chat.innerHTML = '<p slot="loading">One moment</p><p slot="error">Sorry</p>';
    page().append(chat);
    await until(() => partOf(chat, 'loading'));
    const [wait, sorry] = [...chat.children] as [HTMLElement, HTMLElement];
    expect(wait.getBoundingClientRect().height).to.be.above(0);
    expect(sorry.getBoundingClientRect().height).to.equal(0);
    chat.fetchSession = denied;
    await chat.reload().catch(() => undefined);
    await failed(chat);
    await until(() => partOf(chat, 'error'));
    expect(wait.getBoundingClientRect().height).to.equal(0);
    expect(sorry.getBoundingClientRect().height).to.be.above(0);
    expect(partOf(chat, 'retry')!.getBoundingClientRect().height, 'the built-in button').to.equal(0);
  });

  it('can be clicked while a frame that is not ready covers them', async () => {
    await tenant.fault('token', { kind: 'hang' }, { times: 1 });
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    chat.innerHTML = '<button slot="loading">Give up</button>';
    page().append(chat);
    await until(() => tenant.log('page').then(({ length }) => length));
    const button = chat.querySelector('button')!;
    let clicks = 0;
    button.onclick = () => (clicks += 1);
    const { left, top, width, height } = button.getBoundingClientRect();
    await sendMouse({
      type: 'click',
      position: [Math.round(left + width / 2), Math.round(top + height / 2)],
    });
    expect(chat.status).to.equal('loading');
    expect(clicks).to.equal(1);
    await tenant.clearFaults();
  });

  it('can be styled with ::part()', async () => {
    const style = document.createElement('style');
    style.textContent = `cube-embed-chat::part(error) { color: rgb(1, 2, 3) }
      cube-embed-chat::part(retry) { color: rgb(4, 5, 6) }
      cube-embed-chat::part(loading) { color: rgb(7, 8, 9) }
      cube-embed-chat::part(frame) { color: rgb(10, 11, 12) }`;
    page().append(style);
    const colour = (element: CubeEmbedElement, name: string): string =>
      getComputedStyle(partOf(element, name)!).color;
    const chat = await mountFailed();
    expect(colour(chat, 'error')).to.equal('rgb(1, 2, 3)');
    expect(colour(chat, 'retry')).to.equal('rgb(4, 5, 6)');
    chat.fetchSession = () => tenant.mint();
    void chat.reload();
    await until(() => partOf(chat, 'loading'));
    expect(colour(chat, 'loading')).to.equal('rgb(7, 8, 9)');
    await ready(chat);
    expect(colour(chat, 'frame')).to.equal('rgb(10, 11, 12)');
  });

  // Only Chromium's driver can emulate reduced motion; the next test checks the styles in every engine.
  (/Chrome/.test(navigator.userAgent) ? it : it.skip)(
    'do not animate for a viewer who prefers reduced motion',
    async () => {
      const chat = mount(tenant, 'cube-embed-chat', { fetchSession: never });
      await until(() => partOf(chat, 'loading'));
      const motion = (): string =>
        getComputedStyle(partOf(chat, 'loading')!.querySelector('i')!).animationName;
      expect(motion()).to.equal('turn');
      await emulateMedia({ reducedMotion: 'reduce' });
      expect(motion()).to.equal('none');
      await emulateMedia({ reducedMotion: 'no-preference' });
    },
  );

  it('have a style rule for a viewer who prefers reduced motion', () => {
    const chat = mount(tenant, 'cube-embed-chat', { fetchSession: never });
    const rules = chat.shadowRoot!.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
    const calm = rules.filter(
      (rule) => rule instanceof CSSMediaRule && rule.cssText.includes('reduced-motion'),
    );
    expect(calm.map(({ cssText }) => cssText).join()).to.match(/animation: (none|auto)/);
  });
});
