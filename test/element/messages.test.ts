import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { CubeEmbedChat } from '../../src/index.js';
import {
  consoleLines,
  deliver,
  frameOf,
  heard,
  mount,
  mountReady,
  newTenant,
  page,
  turn,
  until,
} from './support.js';
import type { Tenant } from './tenant.js';

const envelope = (type: string, payload: unknown = {}, more: object = {}): Record<string, unknown> => ({
  source: 'cube-embed',
  direction: 'event',
  type: `cube:event:${type}`,
  payload,
  timestamp: Date.now(),
  surface: 'chat',
  ...more,
});

/** If one of these were accepted, it would cost a session or remove the embed. */
const HARMFUL: [string, object][] = [
  ['session-expired', {}],
  ['session-expiring', {}],
  ['error', { message: 'down', fatal: true }],
  ['ready', { embedTenant: 'evil', deploymentId: 666, mode: 'signed', surface: 'chat' }],
];

describe('a forged message', () => {
  let tenant: Tenant;
  let chat: CubeEmbedChat;
  let sessions: number;
  let effects: unknown[];
  let crashes: ErrorEvent[];

  const crashed = (event: ErrorEvent): void => {
    crashes.push(event);
  };

  beforeEach(async () => {
    tenant = await newTenant();
    chat = mount(tenant, 'cube-embed-chat');
    await viewed();
    sessions = 1;
    effects = [];
    crashes = [];
    for (const name of ['message', 'error', 'ready', 'status-change', 'renewed', 'navigate'] as const) {
      chat.addEventListener(`cube-embed-${name}`, (event) => effects.push([event.type, event.detail]));
    }
    window.addEventListener('error', crashed);
  });

  afterEach(async () => {
    window.removeEventListener('error', crashed);
    await turn();
    expect(JSON.stringify(effects), 'events of the element').to.equal('[]');
    expect(crashes, 'errors on the page').to.be.empty;
    expect(chat.status).to.equal('ready');
    expect(chat.renewing).to.be.false;
    expect(await tenant.log('minted'), 'sessions').to.have.length(sessions);
  });

  /** Waits until the frame has sent all of its own messages. */
  async function viewed(): Promise<void> {
    const views = heard(chat, 'cube-embed-view');
    await until(() => views.length);
  }

  /** Waits until all messages of frames have arrived. */
  async function delivered(count: number, act: () => Promise<unknown>): Promise<void> {
    let seen = 0;
    const see = (): void => {
      seen++;
    };
    window.addEventListener('message', see);
    await act();
    await until(() => seen >= count, 'the messages to come in');
    window.removeEventListener('message', see);
  }

  /** Another frame in the page, next to the element. */
  async function frameAt(url: string, owner: Tenant): Promise<void> {
    const frame = document.createElement('iframe');
    frame.src = url;
    page().append(frame);
    const { href } = new URL(url);
    await until(async () => (await owner.pages()).some((open) => href.endsWith(open.url)));
  }

  it('from another frame of another origin does nothing', async () => {
    const other = await newTenant();
    await frameAt(`${other.url}/embed/chat?sessionId=none`, other);
    for (const [type, payload] of HARMFUL) await delivered(1, () => other.emit(type, payload));
  });

  it('from another frame of the tenant’s own origin does nothing', async () => {
    await frameAt(`${tenant.url}/embed/dashboard/evil?session=none`, tenant);
    for (const [type, payload] of HARMFUL)
      await delivered(1, () => tenant.emit(type, payload, { surface: 'dashboard' }));
  });

  it('from the element’s own window, navigated to another origin, does nothing', async () => {
    const other = await newTenant();
    frameOf(chat).contentWindow!.location.replace(`${other.url}/embed/chat?sessionId=none`);
    await until(async () => (await other.pages()).length);
    for (const [type, payload] of HARMFUL) await delivered(1, () => other.emit(type, payload));
    // This is how a tenant that redirects looks.
    expect(consoleLines()).to.deep.equal([
      `<cube-embed-chat> the embed is at ${other.url}, base-url at ${tenant.url}. See docs/errors.md in the package: https://cube-embed.github.io/cube-embed/errors#silent`,
    ]);
  });

  it('from the page itself does nothing', async () => {
    await delivered(HARMFUL.length, () => {
      for (const [type, payload] of HARMFUL) window.postMessage(envelope(type, payload), '*');
      return Promise.resolve();
    });
  });

  it('from a frame that was replaced does nothing', async () => {
    const old = frameOf(chat).contentWindow!;
    void chat.reload();
    await viewed();
    sessions = 2;
    effects.length = 0;
    for (const [type, payload] of HARMFUL) {
      deliver(envelope(type, payload), tenant.url, old);
    }
  });

  const SHAPES: [string, unknown][] = [
    ['null', null],
    ['a string', 'cube:event:session-expired'],
    ['a number', 7],
    ['an array', [envelope('session-expired')]],
    ['another source', envelope('session-expired', {}, { source: 'cube' })],
    ['the wrong direction', envelope('session-expired', {}, { direction: 'action' })],
    ['no type', envelope('session-expired', {}, { type: undefined })],
    [
      'a type that is not a string',
      envelope('session-expired', {}, { type: ['cube:event:session-expired'] }),
    ],
    ['an action’s type', envelope('session-expired', {}, { type: 'cube:action:set-session' })],
    ['a bare type', envelope('session-expired', {}, { type: 'session-expired' })],
    ['no timestamp', envelope('session-expired', {}, { timestamp: undefined })],
    ['a timestamp that is NaN', envelope('session-expired', {}, { timestamp: NaN })],
    ['a timestamp that is a string', envelope('session-expired', {}, { timestamp: '2030-01-01' })],
    ['no surface', envelope('session-expired', {}, { surface: undefined })],
    ['an unknown surface', envelope('session-expired', {}, { surface: 'toString' })],
    ['a payload that is a string', envelope('session-expired', 'soon')],
    ['a payload that is an array', envelope('error', [{ fatal: true }])],
    ['no payload where one is required', envelope('error', {}, { payload: undefined })],
    ['a null payload where one is required', envelope('navigate', null)],
  ];
  for (const [what, data] of SHAPES) {
    it(`with ${what} does nothing, even from the element’s own frame`, () =>
      delivered(1, () => tenant.emit('', data, { raw: true })));
  }

  it('of any shape does nothing, in 10,000 variants', () => {
    const own = frameOf(chat).contentWindow;
    const prototypeNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'then'];
    const cyclic: Record<string, unknown> = { name: 'cycle' };
    cyclic['self'] = cyclic;
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
      fc.constantFrom<unknown>(
        ...prototypeNames,
        cyclic,
        null,
        'x'.repeat(100_000),
        new Array(1_000).fill({}),
      ),
      fc.constantFrom<unknown>(
        ...HARMFUL.map(([type]) => `cube:event:${type}`),
        'cube-embed',
        'event',
        'chat',
      ),
    );
    const field = (right: unknown): fc.Arbitrary<unknown> =>
      fc.oneof({ weight: 3, arbitrary: fc.constant(right) }, { weight: 2, arbitrary: anything });
    const type = fc.constantFrom(...HARMFUL.map(([name]) => name), ...prototypeNames, 'navigate', '');
    const message = type.chain((name) =>
      fc.record({
        source: field('cube-embed'),
        direction: field('event'),
        type: field(`cube:event:${name}`),
        payload: field({ message: 'm', fatal: true }),
        timestamp: field(1),
        surface: field('chat'),
      }),
    );
    const wrongOrigin = fc.constantFrom(
      'null',
      '',
      'https://evil.example',
      `${tenant.url}.evil.example`,
      location.origin,
    );
    const wrongWindow = fc.constantFrom<(() => Window | null)[]>(
      () => window,
      () => null,
    );
    const forged = fc.oneof(
      // Any data from the right window with the wrong origin.
      fc.record({ data: fc.oneof(message, anything), origin: wrongOrigin, window: fc.constant(() => own) }),
      // Any data from the wrong window with the right origin.
      fc.record({ data: fc.oneof(message, anything), origin: fc.constant(tenant.url), window: wrongWindow }),
      // The right window and origin, but not Cube's envelope.
      fc.record({
        data: fc.oneof(
          anything,
          message.filter((data) => !fits(data)),
        ),
        origin: fc.constant(tenant.url),
        window: fc.constant(() => own),
      }),
    );
    let sent = 0;
    fc.assert(
      fc.property(forged, ({ data, origin, window: from }) => {
        sent++;
        deliver(data, origin, from());
        expect(effects).to.be.empty;
      }),
      { numRuns: 10_000 },
    );
    expect(sent).to.equal(10_000);
    // Logged once: a well-formed event from the frame, with another origin.
    expect(consoleLines()).to.have.length(1);
    expect(({} as { fatal?: unknown }).fatal, 'the prototype of everything').to.be.undefined;
  }).timeout(30_000);

  /** Whether the data is Cube's envelope, checked independently of the library. */
  function fits(data: Record<string, unknown>): boolean {
    const payload = Object.prototype.toString.call(
      data['payload'] ?? (/expir/.test(String(data['type'])) ? {} : null),
    );
    return (
      data['source'] === 'cube-embed' &&
      data['direction'] === 'event' &&
      typeof data['type'] === 'string' &&
      data['type'].startsWith('cube:event:') &&
      typeof data['timestamp'] === 'number' &&
      ['chat', 'app', 'dashboard'].includes(data['surface'] as string) &&
      !['[object Null]', '[object Array]', '[object String]', '[object Number]', '[object Boolean]'].includes(
        payload,
      )
    );
  }
});

describe('a message whose type is a property of Object.prototype', () => {
  it('is dispatched as an unknown one and has no other effect', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const messages = heard(chat, 'cube-embed-message');
    const names = ['__proto__', 'constructor', 'toString'];
    for (const name of names) await tenant.emit(name, { a: 1 });
    // Messages that the embed sends after `ready` may arrive in between.
    const types = (): string[] =>
      messages.map(({ type }) => type.replace('cube:event:', '')).filter((type) => names.includes(type));
    await until(() => types().length === 3);
    expect(types()).to.deep.equal(names);
    expect(chat.status).to.equal('ready');
    expect(await tenant.log('minted')).to.have.length(1);
  });
});
