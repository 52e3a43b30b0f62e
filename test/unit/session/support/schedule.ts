import fc from 'fast-check';
import type { FrameMessage, Renewal } from '../../../../src/session/world.js';
import type { Manner } from './backend.js';
import type { Generation, Start } from './embed.js';
import type { Scene } from './scene.js';
import { DAY, HOUR, MINUTE, SECOND } from './time.js';

/** One thing that happens to a page, its viewer, its host, its backend or its embeds. */
export type Happening =
  | { do: 'pass' | 'sleep' | 'sleep unnoticed' | 'set the clock by'; duration: number }
  | { do: 'hide' | 'show' | 'go offline' | 'go online' | 'wake' | 'tick' | 'remove' | 'add' }
  | { do: 'park' | 'take' | 'evict' }
  | { do: 'reload' | 'renew' | 'focus' | 'blur' | 'cancel reloads' | 'allow reloads' | 'another embed' }
  | { do: 'react'; to: string; by: Reaction }
  | { do: 'backend'; manner: Manner; latency: number; heedsAbort: boolean; retryAfter: number }
  | { do: 'reload frame' }
  | { do: 'renewals'; renewal: Renewal; takesSession: boolean }
  | { do: 'embeds'; start: Start; loading: number; exchanging: number }
  | { do: 'exchanges'; fail: boolean }
  | { do: 'hear'; from: 'live' | 'next'; word: FrameMessage | 'other' }
  | { do: 'ttl'; session: number; token: number };

/** What a listener may do while it is called. */
export type Reaction = 'remove' | 'reload' | 'renew' | 'move' | 'another embed';

/** The initial state of a page. */
export interface Setting {
  generation: Generation;
  tokenLife: number;
  seed: number;
}

export const settings: fc.Arbitrary<Setting> = fc.record({
  generation: fc.constantFrom('none', 'events', 'renewal'),
  tokenLife: fc.constantFrom(DAY, 2 * HOUR),
  seed: fc.integer({ min: 1, max: 2_147_483_646 }),
});

const duration = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 10 * SECOND }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 10 * MINUTE }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 12 * HOUR }) },
  { weight: 1, arbitrary: fc.integer({ min: 22 * HOUR, max: 30 * HOUR }) },
);

const simple = fc.constantFrom<Happening>(
  ...(
    ['hide', 'show', 'go offline', 'go online', 'wake', 'tick', 'remove', 'add', 'reload', 'renew'] as const
  ).map((name): Happening => ({ do: name })),
  ...(['focus', 'blur', 'cancel reloads', 'allow reloads', 'another embed'] as const).map(
    (name): Happening => ({ do: name }),
  ),
  // Twice, so that embeds are parked about as often as taken.
  ...(['park', 'park', 'take', 'evict'] as const).map((name): Happening => ({ do: name })),
);

export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: fc.record({ do: fc.constant('pass' as const), duration }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('sleep' as const, 'sleep unnoticed' as const), duration }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('set the clock by' as const),
        duration: fc.integer({ min: -2 * DAY, max: 2 * DAY }),
      }),
    },
    { weight: 8, arbitrary: simple },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('react' as const),
        to: fc.constantFrom(
          ...['status', 'renewing', 'ready', 'renewed', 'before-reload', 'failed', 'error'],
          ...['call', 'abort', 'load', 'promote', 'drop'],
        ),
        by: fc.constantFrom<Reaction>('remove', 'reload', 'renew', 'move', 'another embed'),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('backend' as const),
        manner: fc.constantFrom<Manner>(
          'good',
          'good',
          'good',
          'failing',
          'denying',
          'repeating',
          'garbage',
          'refusing',
        ),
        latency: fc.constantFrom(0, 50, 5 * SECOND, 40 * SECOND, Infinity),
        heedsAbort: fc.boolean(),
        retryAfter: fc.constantFrom(0, 0, 5 * SECOND, 2 * MINUTE),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('embeds' as const),
        start: fc.constantFrom<Start>('well', 'well', 'well', 'silent', 'stuck', 'blank', 'fatal'),
        loading: fc.constantFrom(0, 200, 10 * SECOND, 10 * MINUTE),
        exchanging: fc.constantFrom(0, 300, 2 * SECOND),
      }),
    },
    { weight: 1, arbitrary: fc.constant<Happening>({ do: 'reload frame' }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('renewals' as const),
        renewal: fc.constantFrom<Renewal>('auto', 'in-place', 'reload'),
        takesSession: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('exchanges' as const), fail: fc.boolean() }) },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('hear' as const),
        from: fc.constantFrom('live' as const, 'next' as const),
        word: fc.constantFrom('ready', 'expiring', 'expired', 'error', 'fatal', 'other'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('ttl' as const),
        session: fc.constantFrom(1, 1 / 5),
        token: fc.constantFrom(1, 1 / 2, 1 / 8),
      }),
    },
  ),
  { maxLength: 50, size: 'max' },
);

/** One thing that happens to one of several elements of a page, or to all; time passes for all. */
export interface SharedHappening {
  /** Which element; `undefined`: all of them. */
  element: number | undefined;
  happening: Happening;
}

/** How many elements with one source of sessions. */
export const ELEMENTS = 3;

export const sharedHappenings: fc.Arbitrary<SharedHappening[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        element: fc.constant(undefined),
        happening: fc.record({
          do: fc.constant('pass' as const),
          duration: fc.integer({ min: 0, max: 2 * MINUTE }),
        }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        element: fc.option(fc.integer({ min: 0, max: ELEMENTS - 1 }), { nil: undefined, freq: 3 }),
        happening: fc.record({
          do: fc.constant('backend' as const),
          manner: fc.constantFrom<Manner>('good', 'good', 'failing', 'failing', 'denying', 'refusing'),
          latency: fc.constantFrom(0, 50, 5 * SECOND, 40 * SECOND),
          heedsAbort: fc.boolean(),
          retryAfter: fc.constantFrom(0, 0, 5 * SECOND, 2 * MINUTE),
        }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        element: fc.option(fc.integer({ min: 0, max: ELEMENTS - 1 }), { nil: undefined, freq: 3 }),
        happening: simple,
      }),
    },
  ),
  { maxLength: 30, size: 'max' },
);

/** Whether an element holds the embed: its host's calls reach no other one. */
const isHeld = ({ connected, parked }: Scene): boolean => connected && !parked;

/** Performs one happening. `promises` receives what `reload()` and `renew()` return. */
export async function happen(
  scene: Scene,
  happening: Happening,
  promises: (promise: Promise<void>) => void,
): Promise<void> {
  switch (happening.do) {
    case 'pass':
      return scene.pass(happening.duration);
    case 'sleep':
      return scene.sleep(happening.duration);
    case 'sleep unnoticed':
      scene.time.sleep(happening.duration);
      // The page's next check of its clocks, within a minute; no clock can show what happens between two checks.
      return void scene.now();
    case 'set the clock by':
      scene.now();
      scene.time.wall += happening.duration;
      return void scene.now();
    case 'hide':
      return scene.hide();
    case 'show':
      return scene.show();
    case 'go offline':
      return scene.disconnect();
    case 'go online':
      return scene.connect();
    case 'wake':
      return scene.woken();
    case 'tick':
      scene.machine.tick();
      return scene.settle();
    case 'remove':
      return scene.remove();
    case 'park':
      return scene.park();
    case 'take':
      return scene.take();
    case 'evict':
      return scene.parked ? scene.remove() : undefined;
    case 'add':
      if (scene.parked) return scene.take();
      return scene.connected ? undefined : scene.start('initial', 'one');
    case 'another embed':
      return isHeld(scene) ? scene.start('reload', `embed ${scene.now()}`) : undefined;
    case 'reload':
    case 'renew':
      if (!isHeld(scene)) return;
      promises(happening.do === 'reload' ? scene.machine.reload('reload') : scene.machine.renew());
      return scene.settle();
    case 'focus':
    case 'blur':
      scene.focus = happening.do === 'focus';
      return;
    case 'cancel reloads':
    case 'allow reloads':
      scene.cancels = happening.do === 'cancel reloads';
      return;
    case 'react':
      return react(scene, happening.to, happening.by, promises);
    case 'backend':
      scene.backend.manner = happening.manner;
      scene.backend.latency = happening.latency;
      scene.backend.heedsAbort = happening.heedsAbort;
      scene.backend.retryAfter = happening.retryAfter;
      return;
    case 'embeds': {
      const { start, loading, exchanging } = happening;
      scene.embed = { ...scene.embed, start, loading, exchanging };
      return;
    }
    case 'reload frame':
      scene.live?.restart();
      return;
    case 'renewals':
      scene.renewal = happening.renewal;
      // A wrong assumption costs one new frame at most.
      scene.supportsSetSession = happening.takesSession;
      return;
    case 'exchanges':
      // If the tenant sends no messages, nobody can detect it.
      scene.tenant.failing = happening.fail && scene.embed.generation !== 'none';
      return;
    case 'hear': {
      const frame = scene[happening.from];
      // An embed sends `ready` only when it is ready. Nobody can detect one that fails without a message.
      if (happening.word === 'ready') frame?.begin();
      else if (frame?.options.generation === 'none') return;
      else if (happening.word === 'fatal') frame?.fail();
      else frame?.says(happening.word === 'other' ? undefined : happening.word);
      return scene.settle();
    }
    case 'ttl':
      scene.sessionTtl = scene.tenant.sessionLife * happening.session;
      scene.tokenTtl = scene.tenant.tokenLife * happening.token;
      scene.machine.tick();
      return scene.settle();
  }
}

/** Lets the next listener that is called for `to` react at once; `move` removes the element and adds it again. */
function react(scene: Scene, to: string, by: Reaction, promises: (promise: Promise<void>) => void): void {
  const act = (): void => {
    scene.ignoreAll();
    if (!isHeld(scene)) return;
    if (by === 'remove' || by === 'move') void scene.remove();
    if (by === 'move') void scene.start();
    if (by === 'another embed') void scene.start('reload', `embed ${scene.now()}`);
    if (by === 'reload') promises(scene.machine.reload('reload'));
    if (by === 'renew') promises(scene.machine.renew());
  };
  scene.ignoreAll();
  if (to === 'call') scene.backend.onCall = act;
  scene.onEffect = (effect): void => {
    if (effect === to) act();
  };
  scene.onTold = (what): void => {
    if (what.startsWith(to)) act();
  };
}
