import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import type { CubeEmbedEventMap } from '../../src/index.js';
import { consoleLines, mount, newTenant, page, ready, until, usual, make } from './support.js';
import type { Tenant } from './tenant.js';

const EVENTS: (keyof CubeEmbedEventMap)[] = [
  'cube-embed-ready',
  'cube-embed-status-change',
  'cube-embed-renewed',
  'cube-embed-session',
  'cube-embed-before-reload',
  'cube-embed-error',
  'cube-embed-view',
  'cube-embed-navigate',
  'cube-embed-message',
];

/** Every text that an error and its causes contain. */
function textOf(value: unknown): string {
  if (!(value instanceof Error)) return JSON.stringify(value) ?? String(value);
  const { name, message, stack, cause } = value;
  return [name, message, stack, cause === undefined ? '' : textOf(cause), JSON.stringify(value)].join('\n');
}

/** Every attribute in the page, including shadow roots, except the `src` of iframes. */
function attributes(root: ParentNode): string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...[...element.attributes]
      .filter(({ name }) => !(element instanceof HTMLIFrameElement && name === 'src'))
      .map(({ name, value }) => `${name}=${value}`),
    ...(element.shadowRoot ? attributes(element.shadowRoot) : []),
  ]);
}

describe('a session id', () => {
  let tenant: Tenant;
  let told: string[];
  let shown: string[];

  beforeEach(async () => {
    tenant = await newTenant();
    told = [];
    shown = [];
    for (const name of EVENTS) {
      page().addEventListener(name, ({ detail }) => {
        const { error } = detail as { error?: unknown };
        told.push(textOf(detail), textOf(error));
        shown.push(...attributes(document), page().innerText);
      });
    }
    for (const level of ['log', 'info', 'debug'] as const) {
      sinon.stub(console, level).callsFake((...words: unknown[]) => {
        told.push(words.map(textOf).join(' '));
      });
    }
  });

  /** Everything that the page could see of the tenant's sessions and tokens. */
  async function leaks(): Promise<string[]> {
    const ids = (await tenant.sessions()).map(({ sessionId }) => sessionId);
    expect(ids.length).to.be.above(1);
    expect(told.length).to.be.above(2);
    shown.push(...attributes(document));
    const texts = [...told, ...shown, ...consoleLines()];
    return texts.filter((text) => ids.some((id) => text.includes(id)) || text.includes('eyJ'));
  }

  it('appears in nothing that the page can see of loads and renewals', async () => {
    const chat = mount(tenant, 'cube-embed-chat');
    await ready(chat);
    await chat.reload();
    await tenant.emit('session-expiring');
    await until(() => tenant.log('exchanged').then(({ length }) => length === 3));
    expect(await leaks()).to.be.empty;
  });

  it('appears neither in the error for a repeated id nor in that for an invalid answer', async () => {
    const id = await tenant.mint();
    const again = (): Promise<string> => Promise.resolve(id);
    const first = mount(tenant, 'cube-embed-chat', { fetchSession: again });
    await ready(first);
    const second = mount(tenant, 'cube-embed-chat', { fetchSession: again });
    await until(() => second.status === 'error');
    const other = await tenant.mint();
    for (const body of [`{"sessionId":"${other}`, `${other}`, { session: other }, { error: other }]) {
      await tenant.hostScript({ body });
      const chat = mount(tenant, 'cube-embed-chat', {
        fetchSession: undefined,
        sessionEndpoint: tenant.endpoint,
      });
      await until(() => chat.status === 'error');
    }
    expect(await leaks()).to.be.empty;
  });

  it('appears in no error of an embed that sends its own id', async () => {
    const chat = mount(tenant, 'cube-embed-chat');
    await ready(chat);
    const [{ sessionId }] = (await tenant.sessions()) as unknown as [{ sessionId: string }];
    await tenant.mint();
    const errors: string[] = [];
    chat.addEventListener('cube-embed-error', ({ detail }) => errors.push(textOf(detail.error)));
    const message = `session ${sessionId} of eyJhbGciOiJI.eyJzdWIi.c2ln is over`;
    await tenant.emit('error', { message });
    await tenant.emit('error', { message, fatal: true });
    await until(() => errors.length === 2);
    await ready(chat);
    await tenant.emit('error', { message, fatal: true });
    await until(() => chat.status === 'error');
    const texts = [...errors, ...consoleLines(), chat.renderRoot.textContent ?? ''];
    expect(texts.filter((text) => text.includes(sessionId) || text.includes('eyJ'))).to.be.empty;
  });

  it('appears in the src of its frame and nowhere else in the element', async () => {
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    page().append(chat);
    await ready(chat);
    const [{ sessionId }] = (await tenant.sessions()) as unknown as [{ sessionId: string }];
    const html = (chat.renderRoot as ShadowRoot).innerHTML;
    expect(html.split(sessionId)).to.have.length(2);
    const properties = Object.entries(chat).map(([name, value]) => `${name}: ${String(value)}`);
    expect(properties.filter((text) => text.includes(sessionId))).to.be.empty;
  });
});
