import { expect } from '@open-wc/testing';
import { CubeEmbedError, SessionDeniedError } from '../../../src/index.js';
import type { CubeEmbedInspector } from '../../../src/inspector/index.js';
import { consoleLines, mount, mountReady, newTenant, ready, until } from '../support.js';
import type { Tenant } from '../tenant.js';
import { choose, logLines, openInspector, texts } from './support.js';

/** Dispatches an event of an element, as the element would. */
function send(element: HTMLElement, type: string, detail: object): void {
  element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}

describe('the inspector’s log', () => {
  let tenant: Tenant;
  let inspector: CubeEmbedInspector;

  beforeEach(async () => {
    tenant = await newTenant();
    inspector = await openInspector();
  });

  it('groups a load into one expandable line, oldest first', async () => {
    await mountReady(tenant, 'cube-embed-dashboard');
    await mountReady(tenant, 'cube-embed-chat');
    await inspector.updateComplete;
    const [first, second, ...more] = logLines(inspector);
    expect(first).to.match(/^Dashboard sales load: ready in \d/);
    expect(second).to.match(/^Chat load: ready in \d/);
    expect(more).to.be.empty;
    inspector.renderRoot.querySelector('details')!.open = true;
    const lines = texts(inspector, '.log > ol > li:first-child .lines .text');
    expect(lines.slice(0, 2)).to.deep.equal(['status: idle → loading', lines[1]]);
    expect(lines[1]).to.match(/^session call \(initial, attempt 1\) answered in \d+ ms$/);
    expect(lines).to.include.members(['status: loading → ready', 'the embed reports ready']);
  });

  it('says that an embed was late which had been taken for silent', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    send(chat, 'cube-embed-ready', { surface: 'chat', confirmed: true, again: true });
    await inspector.updateComplete;
    inspector.renderRoot.querySelector('details')!.open = true;
    expect(texts(inspector, '.log .text').join('\n')).to.contain('the embed reports ready, late');
  });

  it('groups a renewal into one line, whatever came before', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    inspector.note('The token nears its end');
    await tenant.emit('session-expiring');
    const aboutRenewal = (): string[] => logLines(inspector).filter((line) => line.includes('renew'));
    await until(() => aboutRenewal().some((line) => line.includes('renewed')));
    // The embed's own events may appear in between, each on its own line.
    expect(aboutRenewal()).to.deep.equal(['Chat renewed in place (session-expiring)']);
    expect(chat.renderRoot.querySelectorAll('iframe')).to.have.length(1);
  });

  it('shows each failed session call once with its reason', async () => {
    let calls = 0;
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => {
        calls += 1;
        return calls === 2
          ? Promise.reject(new CubeEmbedError('session-failed', 'The session endpoint answered 503.'))
          : tenant.mint();
      },
    });
    await ready(chat);
    await chat.renew().catch(() => undefined);
    await choose(inspector, 'Containing', '503');
    const lines = logLines(inspector);
    expect(lines).to.have.length(1);
    expect(lines[0]).to.match(
      /^Chat session call \(renewal, attempt 1\) failed after \d+ ms, session-failed: The session endpoint answered 503\.$/,
    );
    expect(texts(inspector, '.last-error')[0]).to.contain('session-failed');
  });

  it('shows the fatal error that ended a load', async () => {
    mount(tenant, 'cube-embed-chat', { fetchSession: () => Promise.reject(new SessionDeniedError('No.')) });
    await until(() => logLines(inspector).some((line) => line.includes('load failed')));
    expect(logLines(inspector)).to.deep.equal([
      'Chat load failed after 1 failed session call; fatal error, session-denied: No.',
    ]);
    expect(consoleLines()).to.have.length(1);
  });

  it('distinguishes a new element from the one that it replaces', async () => {
    const old = await mountReady(tenant, 'cube-embed-chat');
    old.remove();
    const calls = [() => Promise.reject(new Error('no network')), () => tenant.mint()];
    await ready(mount(tenant, 'cube-embed-chat', { fetchSession: () => calls.shift()!() }));
    await until(() => /ready in/.test(logLines(inspector).at(-1)!));
    expect(texts(inspector, '.name')).to.deep.equal(['Chat']);
    expect(logLines(inspector).at(-1)).to.match(/^Chat load: ready in .* after 1 failed session call$/);
  });

  it('can be filtered by embed, kind and text, and cleared', async () => {
    await mountReady(tenant, 'cube-embed-dashboard');
    await mountReady(tenant, 'cube-embed-chat');
    await inspector.updateComplete;
    await choose(inspector, 'Show', 'session');
    expect(logLines(inspector)).to.have.length(2);
    await choose(inspector, 'Embed', 'Chat');
    expect(logLines(inspector)).to.have.length(1);
    await choose(inspector, 'Show', '');
    expect(logLines(inspector)[0]).to.match(/^Chat load: ready/);
    await choose(inspector, 'Containing', 'nothing like it');
    expect(logLines(inspector)).to.deep.equal(['Nothing yet.']);
    await choose(inspector, 'Containing', '');
    [...inspector.renderRoot.querySelectorAll('button')]
      .find((one) => one.innerText === 'Clear log')!
      .click();
    await inspector.updateComplete;
    expect(logLines(inspector)).to.deep.equal(['Nothing yet.']);
  });

  it('stays scrolled to the end unless the user scrolled back', async () => {
    inspector.style.setProperty('--cube-embed-inspector-log-height', '60px');
    const log = inspector.renderRoot.querySelector('.log')!;
    const add = async (): Promise<void> => {
      for (let line = 0; line < 20; line++) inspector.note(`line ${line}`);
      await inspector.updateComplete;
    };
    await add();
    expect(log.scrollTop).to.be.greaterThan(0);
    expect(log.scrollTop + log.clientHeight).to.be.closeTo(log.scrollHeight, 1);
    log.scrollTop = 10;
    await add();
    expect(log.scrollTop).to.equal(10);
  });

  it('keeps at most 500 lines', async () => {
    for (let line = 0; line < 600; line++) inspector.note(`line ${line}`);
    await inspector.updateComplete;
    expect(logLines(inspector)).to.have.length(500);
    expect(logLines(inspector).at(-1)).to.equal('line 599');
  });

  it('keeps at most 500 lines of an episode that does not end', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    inspector.note('later');
    const error = new CubeEmbedError('embed-error', 'Again.');
    for (let i = 0; i < 700; i++) send(chat, 'cube-embed-error', { error, fatal: false });
    await inspector.updateComplete;
    for (const details of inspector.renderRoot.querySelectorAll('details')) details.open = true;
    expect(texts(inspector, '.log .lines li, .log .row')).to.have.length(500);
    inspector.note('the last line');
    await inspector.updateComplete;
    expect(logLines(inspector).at(-1)).to.equal('the last line');
    expect(texts(inspector, '.log .lines li, .log .row')).to.have.length(500);
  });

  it('keeps the number of failed calls of a load whose first lines are gone', async () => {
    const chat = mount(tenant, 'cube-embed-chat', { fetchSession: () => new Promise(() => undefined) });
    await until(() => logLines(inspector).some((line) => line.includes('load under way')));
    const error = new CubeEmbedError('session-failed', 'No.');
    const call = { reason: 'initial', attempt: 1, duration: 5, error };
    for (let i = 0; i < 600; i++) send(chat, 'cube-embed-session', call);
    await inspector.updateComplete;
    expect(logLines(inspector)).to.deep.equal(['Chat load under way after 600 failed session calls']);
    for (let i = 0; i < 520; i++) inspector.note('hello');
    send(chat, 'cube-embed-session', call);
    await inspector.updateComplete;
    expect(logLines(inspector)).to.have.length(500);
    expect(logLines(inspector).at(-1)).to.contain('failed after 5 ms');
  });

  it('touches only the rows that changed, and keeps what the user has opened', async () => {
    await mountReady(tenant, 'cube-embed-chat');
    for (let line = 0; line < 600; line++) inspector.note(`line ${line}`);
    await mountReady(tenant, 'cube-embed-dashboard');
    await inspector.updateComplete;
    inspector.renderRoot.querySelector('details')!.open = true;
    const log = inspector.renderRoot.querySelector('.log')!;
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(log, { subtree: true, childList: true, characterData: true });
    inspector.requestUpdate();
    await inspector.updateComplete;
    expect(observer.takeRecords()).to.be.empty;
    inspector.note('one more');
    await inspector.updateComplete;
    changes.push(...observer.takeRecords());
    observer.disconnect();
    const added = changes
      .flatMap(({ addedNodes }) => [...addedNodes])
      .filter((node) => node instanceof Element);
    expect(added).to.have.length(1);
    expect(changes.length).to.be.lessThan(10);
    expect(inspector.renderRoot.querySelector('details')!.open).to.equal(true);
  });

  it('shows no session id', async () => {
    const ids: string[] = [];
    const chat = await mountReady(tenant, 'cube-embed-chat', {
      fetchSession: async () => {
        const id = await tenant.mint();
        ids.push(id);
        return id;
      },
    });
    await chat.renew();
    await tenant.emit('error', { message: `failed for ${ids[1]!}` });
    await until(() => logLines(inspector).join().includes('embed-error'));
    for (const details of inspector.renderRoot.querySelectorAll('details')) details.open = true;
    const shown = inspector.renderRoot.querySelector('section')!.innerText;
    expect(ids).to.have.length(2);
    for (const id of ids) expect(shown).not.to.contain(id);
  });

  it('patches nothing in the page', async () => {
    const fetchSession = (): Promise<string> => tenant.mint();
    const before = [window.fetch, EventTarget.prototype.dispatchEvent];
    const chat = await mountReady(tenant, 'cube-embed-chat', { fetchSession });
    expect(chat.fetchSession).to.equal(fetchSession);
    expect([window.fetch, EventTarget.prototype.dispatchEvent]).to.deep.equal(before);
  });

  it('stops when the inspector is removed, and continues when it is added again', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const { parentNode } = inspector;
    inspector.remove();
    await chat.reload();
    parentNode!.append(inspector);
    await inspector.updateComplete;
    expect(logLines(inspector)).to.have.length(1);
    await chat.reload();
    await inspector.updateComplete;
    expect(logLines(inspector)).to.have.length(2);
  });
});
