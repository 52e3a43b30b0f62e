/** What falls due in one element's session when only time passes. */
import type { RetrySchedule } from './retry-group.js';
import type { DueEvent, Facts, Loading, Paused, SessionRequest, State, Waiting } from './state.js';
import { isInPlace, soonAfter, tokenEnd } from './step.js';
import { CALLS_PER_SECOND, FETCH_TIMEOUT, FOCUS_POLL } from './timing.js';
import { renewalOf } from './token.js';

/** What falls due next, and when; at once if that moment is past. */
export type Due = readonly [at: number, event?: DueEvent];

const NOTHING: Due = [Infinity];

/** The one place that knows what falls due: the timer and the tick both ask it. */
export function nextDue(state: State, facts: Facts): Due {
  const { task } = state;
  switch (task.name) {
    case 'none':
      return tokenDue(state, facts);
    case 'waiting':
    case 'paused':
      return attemptDue(state, task, facts);
    case 'asking':
      // The answer comes at once.
      return NOTHING;
    case 'fetching':
      return [task.since + FETCH_TIMEOUT, 'fetch-timeout'];
    case 'loading':
      return frameDue(task, facts);
    case 'loaded':
      return [replaceableAt(state, task.request, facts), 'promote-due'];
  }
}

/** What falls due for a live token while nothing is under way. */
function tokenDue({ view: { token } }: State, facts: Facts): Due {
  const { world } = facts;
  // A renewal waits until the viewer is back.
  if (!token || !world.visible || !world.online) return NOTHING;
  const renewal = renewalOf(token, world.tokenTtl);
  const check = (token.checkedAt ?? 0) + soonAfter(facts) / 2;
  return token.checksLeft && check < renewal ? [check, 'check-due'] : [renewal, 'renewal-due'];
}

/** When the next attempt is made, and what comes before it. */
function attemptDue(state: State, task: Waiting | Paused, facts: Facts): Due {
  const { request } = task;
  const { trigger, turn } = request;
  if (!mayTry(state, request, facts)) return NOTHING;
  if (task.name === 'paused') {
    const isNext = !request.isGrouped || facts.isNext;
    return isNext ? [scheduleOf(task, facts)?.until ?? Infinity, 'fetch-due'] : NOTHING;
  }
  const { until } = task;
  if (trigger && state.view.token && !request.consented && !isInPlace(state, facts))
    return [Math.max(until, replaceableAt(state, request, facts)), 'ask-due'];
  if (trigger && turn === undefined) return [until, 'turn-due'];
  const earliest = (state.calledAt[CALLS_PER_SECOND - 1] ?? -Infinity) + 1_000;
  return [Math.max(until, turn ?? 0, earliest), 'fetch-due'];
}

/** Whether an attempt may be made now. A load goes on in a hidden page, so that the viewer finds it done; all else waits. */
export function mayTry({ view }: State, { trigger }: SessionRequest, { world }: Facts): boolean {
  if (world.prerendering || !world.online) return false;
  return world.visible || !(trigger || view.error);
}

/** When the next attempt behind the error panel is made. */
export function scheduleOf({ request }: Paused, { group }: Facts): RetrySchedule | undefined {
  return request.isGrouped ? group : request.schedule;
}

/** What falls due for a frame that loads. */
function frameDue(task: Loading, { world }: Facts): Due {
  const over = task.since + world.sessionTtl;
  // A page that was asleep may find all moments past: then the session is expired.
  if (world.now() < over) {
    const silentAt = world.sendsMessages ? Infinity : task.silentAt;
    if (task.pageBy < Math.min(over, silentAt)) return [task.pageBy, 'page-due'];
    if (silentAt < over) return [silentAt, 'frame-is-silent'];
  }
  return [over, 'session-expired'];
}

/** When the live frame may go: not while it has the viewer's focus, unless its token is expired or the host has asked. */
function replaceableAt(state: State, { trigger }: SessionRequest, facts: Facts): number {
  const { world } = facts;
  const now = world.now();
  const end = tokenEnd(state, facts);
  const isHeld = now < end && trigger !== 'renew' && world.focused();
  return isHeld ? Math.min(now + FOCUS_POLL, end) : now;
}
