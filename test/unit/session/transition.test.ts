import { describe, expect, it } from 'vitest';
import { CubeEmbedError } from '../../../src/shared/errors.js';
import { nextDue } from '../../../src/session/due.js';
import { loadSchedule } from '../../../src/session/retry-group.js';
import { INITIAL } from '../../../src/session/state.js';
import type { Effect, Facts, SessionEvent, State } from '../../../src/session/state.js';
import { transition } from '../../../src/session/transition.js';
import { DAY, MINUTE, SECOND } from './support/time.js';

const ERROR = new CubeEmbedError('session-failed', 'No.', { retryable: true });

/** What a transition may look up: a visible page that is online, with one element. */
function factsOf(now: number, world: Partial<Facts['world']> = {}, more: Partial<Facts> = {}): Facts {
  return {
    group: undefined,
    isNext: true,
    ...more,
    world: {
      now: () => now,
      random: () => 0.5,
      visible: true,
      online: true,
      prerendering: false,
      renewal: 'auto',
      supportsSetSession: false,
      sendsMessages: false,
      sessionTtl: 5 * MINUTE,
      tokenTtl: DAY,
      blocked: undefined,
      hasPage: () => true,
      mayBeStopped: false,
      focused: () => false,
      ...world,
    },
  };
}

/** The state after these events at the moment 0, and the effects of the last one. */
function after(events: readonly SessionEvent[], facts = factsOf(0), from: State = INITIAL) {
  let state = from;
  let effects: readonly Effect[] = [];
  for (const event of events) [state, effects] = transition(state, event, facts);
  return { state, effects };
}

const START: SessionEvent = { type: 'start', reason: 'initial', isPaced: false };
const FETCH: SessionEvent = { type: 'fetch-due' };
const SESSION: SessionEvent = { type: 'session', call: 1, session: { id: 'one', since: 0 } };
const READY: SessionEvent = { type: 'message', frame: 'next', message: 'ready', text: '' };
const PROMOTE: SessionEvent = { type: 'promote-due' };
const RENEW: SessionEvent = { type: 'renew' };

const STATES: Record<string, State> = {
  idle: INITIAL,
  waiting: after([START]).state,
  fetching: after([START, FETCH]).state,
  loading: after([START, FETCH, SESSION]).state,
  loaded: after([START, FETCH, SESSION, READY]).state,
  ready: after([START, FETCH, SESSION, READY, PROMOTE]).state,
  asking: after([START, FETCH, SESSION, READY, PROMOTE, RENEW, { type: 'ask-due' }]).state,
  failed: after([START, { type: 'refuse', error: ERROR }]).state,
};

describe('a state of the session', () => {
  it.each(
    Object.entries({
      waiting: ['waiting', 'loading'],
      fetching: ['fetching', 'loading'],
      loading: ['loading', 'loading'],
      loaded: ['loaded', 'loading'],
      ready: ['none', 'ready'],
      asking: ['asking', 'ready'],
      failed: ['none', 'error'],
    }),
  )('%s has its task and its view', (name, [task, status]) => {
    expect([STATES[name]!.task.name, STATES[name]!.view.status]).toEqual([task, status]);
  });

  /** What concerns nothing that is under way. */
  const OTHERS: [SessionEvent, unconcerned: string[]][] = [
    [{ ...SESSION, call: 7 }, Object.keys(STATES)],
    [SESSION, ['idle', 'waiting', 'loading', 'loaded', 'ready', 'asking', 'failed']],
    [{ type: 'rejected', call: 7, reason: ERROR }, Object.keys(STATES)],
    [
      { type: 'rejected', call: 1, reason: ERROR },
      ['idle', 'waiting', 'loading', 'loaded', 'ready', 'asking', 'failed'],
    ],
    [{ type: 'turn', delay: SECOND }, Object.keys(STATES)],
    [
      { type: 'consent', given: true },
      ['idle', 'waiting', 'fetching', 'loading', 'loaded', 'ready', 'failed'],
    ],
    [{ type: 'restored' }, ['idle', 'waiting', 'fetching', 'loading', 'loaded', 'ready', 'asking', 'failed']],
    [{ type: 'source-changed' }, ['idle', 'waiting', 'loaded', 'ready', 'asking', 'failed']],
    [{ type: 'source-works' }, Object.keys(STATES)],
    [{ type: 'source-failed', error: ERROR }, Object.keys(STATES)],
    [{ type: 'returned', viewer: true, network: true }, Object.keys(STATES)],
    [{ type: 'page-due' }, ['idle', 'waiting', 'fetching', 'loaded', 'asking', 'failed']],
    [{ type: 'promote-due' }, ['idle', 'waiting', 'fetching', 'loading', 'asking', 'failed']],
    [
      { type: 'page-loaded', frame: 'next', isError: false },
      ['idle', 'waiting', 'fetching', 'loaded', 'ready', 'asking', 'failed'],
    ],
    [
      { type: 'page-loaded', frame: 'live', isError: false },
      ['idle', 'waiting', 'fetching', 'loading', 'loaded', 'failed'],
    ],
    [
      { type: 'message', frame: 'next', message: 'ready', text: '' },
      ['idle', 'waiting', 'fetching', 'ready', 'asking', 'failed'],
    ],
    [
      { type: 'message', frame: 'live', message: 'expired', text: '' },
      ['idle', 'waiting', 'fetching', 'loading', 'loaded', 'failed'],
    ],
    [{ type: 'message', frame: 'live', message: undefined, text: '' }, Object.keys(STATES)],
    [{ type: 'renew' }, ['waiting', 'fetching', 'loading', 'loaded']],
  ];
  it.each(OTHERS.flatMap(([event, names]) => names.map((name) => [name, event] as const)))(
    '%s does not change by what does not concern it: %j',
    (name, event) => {
      const from = STATES[name]!;
      const { state, effects } = after([event], factsOf(SECOND), from);
      expect(state).toEqual(from);
      expect(effects).toEqual([]);
    },
  );

  it('loading is left when the page cache has taken the page of its frame', () => {
    const { state, effects } = after(
      [{ type: 'restored' }],
      factsOf(SECOND, { hasPage: () => false }),
      STATES['loading'],
    );
    expect(state.task).toMatchObject({ name: 'waiting', until: SECOND, request: { isGrouped: false } });
    expect(effects).toEqual([{ type: 'drop', frame: 'next' }]);
  });

  it.each(['fetching', 'loading'])('%s is left for another source of sessions', (name) => {
    const { state } = after([{ type: 'source-changed' }], factsOf(SECOND), STATES[name]);
    expect(state.task).toMatchObject({ name: 'waiting', until: SECOND, request: { isGrouped: false } });
  });

  it('numbers its calls, and knows when each began', () => {
    const { state } = after([START, FETCH, { type: 'source-changed' }, FETCH]);
    expect([state.calls, state.calledAt]).toEqual([2, [0, 0]]);
    const many = after(Array.from({ length: 30 }, () => [START, FETCH]).flat()).state;
    expect([many.calls, many.calledAt.length]).toEqual([30, 20]);
  });

  it.each([
    [5 * MINUTE - 1, 'loading'],
    [5 * MINUTE, 'waiting'],
  ])('after a session that is %i ms old when it arrives, is %s', (age, task) => {
    const { state } = after([SESSION], factsOf(age), STATES['fetching']);
    expect(state.task.name).toBe(task);
  });

  it('put aside leaves the view, ends the task and rejects what waits for it', () => {
    const { state, effects } = after(
      [RENEW, { type: 'turn-due' }, { type: 'rest' }],
      factsOf(0),
      STATES['ready'],
    );
    expect(state.task.name).toBe('none');
    expect(state.view).toBe(STATES['ready']!.view);
    expect(effects.map(({ type }) => type)).toEqual(['drop-news', 'settle']);
    expect(effects[1]).toMatchObject({ error: { name: 'AbortError' } });
  });

  it('asks whether the live frame may be replaced, and says whether the host may refuse', () => {
    const asked = (now: number) =>
      after([RENEW, { type: 'ask-due' }], factsOf(now), STATES['ready']).effects.at(-1);
    expect(asked(0)).toEqual({ type: 'ask', trigger: 'renew', cancelable: true });
    expect(asked(2 * DAY)).toEqual({ type: 'ask', trigger: 'renew', cancelable: false });
  });
});

describe('what is due', () => {
  const LOADING = STATES['loading']!;
  const loading = (change: object, now: number, world: Partial<Facts['world']> = {}) =>
    nextDue({ ...LOADING, task: { ...LOADING.task, ...change } as State['task'] }, factsOf(now, world));

  it('for a frame that loads: its page, its first message, its session, whichever is first', () => {
    expect(loading({ pageBy: 20, silentAt: Infinity }, 0)).toEqual([20, 'page-due']);
    expect(loading({ pageBy: 20, silentAt: 10 }, 0)).toEqual([10, 'frame-is-silent']);
    expect(loading({ pageBy: 10, silentAt: 10 }, 0)).toEqual([10, 'frame-is-silent']);
    expect(loading({ pageBy: Infinity, silentAt: 10 }, 0, { sendsMessages: true })).toEqual([
      5 * MINUTE,
      'session-expired',
    ]);
    expect(loading({ pageBy: 5 * MINUTE, silentAt: 5 * MINUTE }, 0)).toEqual([5 * MINUTE, 'session-expired']);
  });

  it('for a page that slept past everything: the session is expired', () => {
    expect(loading({ pageBy: 10, silentAt: 20 }, 5 * MINUTE)).toEqual([5 * MINUTE, 'session-expired']);
  });

  it('while the host is asked: nothing', () => {
    expect(nextDue(STATES['asking']!, factsOf(0))).toEqual([Infinity]);
  });

  it('for a live token: nothing while the page is hidden or offline', () => {
    const [at, event] = nextDue(STATES['ready']!, factsOf(0));
    expect([at < DAY, event]).toEqual([true, 'renewal-due']);
    expect(nextDue(STATES['ready']!, factsOf(0, { visible: false }))).toEqual([Infinity]);
    expect(nextDue(STATES['ready']!, factsOf(0, { online: false }))).toEqual([Infinity]);
  });

  it('for a live token with checks left: the next check, unless the renewal comes first', () => {
    const READY = STATES['ready']!;
    const [renewal] = nextDue(READY, factsOf(0));
    const withCheck = (checkedAt: number) =>
      nextDue(
        {
          ...READY,
          view: { ...READY.view, token: { ...READY.view.token!, checksLeft: 1, checkedAt } },
        } as State,
        factsOf(0),
      );
    expect(withCheck(0)).toEqual([30 * SECOND, 'check-due']);
    expect(withCheck(renewal - 30 * SECOND - 1)).toEqual([renewal - 1, 'check-due']);
    expect(withCheck(renewal - 30 * SECOND)).toEqual([renewal, 'renewal-due']);
    expect(withCheck(renewal)).toEqual([renewal, 'renewal-due']);
  });

  it('in a retry group: only for the element whose turn it is', () => {
    const paused: State = {
      ...STATES['failed']!,
      task: {
        name: 'paused',
        request: { ...(STATES['waiting']!.task.request as object), isGrouped: true },
      } as State['task'],
    };
    const group = loadSchedule(0, 10 * SECOND);
    expect(nextDue(paused, factsOf(0, {}, { group, isNext: true }))).toEqual([group.until, 'fetch-due']);
    expect(nextDue(paused, factsOf(0, {}, { group, isNext: false }))).toEqual([Infinity]);
  });
});
