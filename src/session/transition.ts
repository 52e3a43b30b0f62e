/** The rules of one element's session: what an event changes. */
import { passing, removed } from '../shared/errors.js';
import { attemptFailed, callRejected, fail, sessionExpired, showError } from './failure.js';
import { frameIsSilent, pageIsMissing, pageLoaded, whatIsMissing } from './frame-load.js';
import { onLiveMessage, onNextMessage, pageLoadedAgain } from './messages.js';
import { scheduleOf } from './due.js';
import type { Return } from './retry-group.js';
import { scheduleAtReturn } from './retry-group.js';
import type {
  DueEvent,
  Effect,
  Facts,
  Fetching,
  Loading,
  Paused,
  SessionAnswer,
  SessionEvent,
  SessionRequest,
  State,
} from './state.js';
import { IDLE, newRequest, NONE, UNPACED } from './state.js';
import type { Step } from './step.js';
import {
  begin,
  cancel,
  clear,
  finish,
  isInPlace,
  isTokenValid,
  paceReload,
  promote,
  setPace,
  setRequest,
  setTask,
  setToken,
  wait,
  wantRenewal,
} from './step.js';
import { ASK_AGAIN, CALLS_PER_SECOND, EMBED_REPORT, PAGE_TIMEOUTS, SHORTEST_RETRY } from './timing.js';
import { renewedToken } from './token.js';

/** The state after an event, and what is to be done about it. Changes and calls nothing itself. */
export function transition(
  state: State,
  event: SessionEvent,
  facts: Facts,
): readonly [State, readonly Effect[]] {
  const step: Step = { state, effects: [], facts, now: facts.world.now() };
  apply(step, event);
  return [step.state, step.effects];
}

function apply(step: Step, event: SessionEvent): void {
  const { task, view } = step.state;
  switch (event.type) {
    case 'start':
      start(step, event);
      return;
    case 'rest':
      setTask(step, NONE);
      step.effects.push({ type: 'drop-news' });
      cancel(step, task);
      step.effects.push({ type: 'settle', error: removed() });
      return;
    case 'stop':
      clear(step, IDLE, NONE);
      step.effects.push({ type: 'settle', error: removed() });
      return;
    case 'refuse':
      showError(step, event.error, NONE);
      return;
    case 'renew':
      renew(step);
      return;
    case 'returned':
      returned(step, event);
      return;
    case 'restored':
      if (task.name === 'loading' && step.facts.world.hasPage() === false) loadAnew(step, task);
      return;
    case 'source-changed':
      if (task.name === 'fetching' || task.name === 'loading' || task.name === 'paused') loadAnew(step, task);
      return;
    case 'page-loaded':
      if (event.frame === 'next') pageLoaded(step, event.isError);
      else if (view.token) pageLoadedAgain(step, view.token);
      return;
    case 'message':
      if (event.frame === 'next') onNextMessage(step, event);
      else if (view.token) onLiveMessage(step, view.token, event);
      return;
    case 'session':
      if (task.name === 'fetching' && task.call === event.call) handOver(step, task.request, event);
      return;
    case 'rejected':
      if (task.name === 'fetching' && task.call === event.call) callRejected(step, task, event.reason);
      return;
    case 'consent':
      // The handler may have removed, reloaded or renewed the element.
      if (task.name !== 'asking') return;
      wait(step, { ...task.request, consented: event.given }, step.now + (event.given ? 0 : ASK_AGAIN));
      return;
    case 'turn':
      if (task.request?.turn === Infinity) setRequest(step, { turn: step.now + event.delay });
      return;
    case 'source-works':
      sourceWorks(step);
      return;
    case 'source-failed':
      if (task.name === 'paused' && view.status === 'loading') fail(step, event.error);
      return;
    default:
      if (task.request) requestIsDue(step, event.type, task.request);
      else tokenIsDue(step, event.type);
  }
}

function start(step: Step, { reason, isPaced }: Extract<SessionEvent, { type: 'start' }>): void {
  const { pace, view } = step.state;
  if (!isPaced) setPace(step, UNPACED);
  else if (view.status === 'loading') setPace(step, { ...pace, replaced: pace.replaced + 1 });
  begin(step, newRequest(reason), paceReload(step));
}

/** The host has called `renew()`; after a failure, it waits as `reload()` does. */
function renew(step: Step): void {
  const { view } = step.state;
  const at = paceReload(step);
  if (view.token) wantRenewal(step, 'renew', at - step.now);
  else if (view.status !== 'loading') begin(step, newRequest('reload'), at);
}

/** What is under way is of no use: the page cache has taken a frame's page, or the session is of another endpoint. */
function loadAnew(step: Step, task: Fetching | Loading | Paused): void {
  wait(step, { ...task.request, isGrouped: false }, step.now);
  cancel(step, task);
}

/** The viewer or the network is back: what waits for its next attempt may make it sooner. */
function returned(step: Step, who: Return): void {
  const { now, facts, state, effects } = step;
  const { task } = state;
  if (task.name !== 'paused') return;
  const schedule = scheduleOf(task, facts);
  if (!schedule) return;
  const sooner = scheduleAtReturn(schedule, who, now, facts.world.random());
  if (!task.request.isGrouped) setRequest(step, { schedule: sooner });
  else if (sooner !== schedule) effects.push({ type: 'plan', schedule: sooner });
}

/** A call with the same source has succeeded: the element takes its turn to follow. */
function sourceWorks(step: Step): void {
  const { task, view, calledAt } = step.state;
  if (!task.request?.isGrouped) return;
  setRequest(step, { isGrouped: false });
  if (task.name !== 'paused') return;
  // One whose own calls fail all the same does not call whenever another one succeeds.
  const until = view.error ? Math.max(step.now, (calledAt[0] ?? 0) + SHORTEST_RETRY) : step.now;
  wait(step, { ...task.request, isGrouped: false, turn: Infinity }, until);
  step.effects.push({ type: 'take-turn' });
}

/** Something about the live token is due. */
function tokenIsDue(step: Step, due: DueEvent): void {
  const { now, state, facts } = step;
  const { token } = state.view;
  if (!token) return;
  if (due === 'check-due') {
    const checksLeft = (token.checksLeft ?? 0) - 1;
    setToken(step, { ...token, checksLeft, checkedAt: now });
  } else {
    // A frame that has not shown that it understands `set-session` gets a moment to report by itself.
    const delay = token.supportsSetSession ? 0 : EMBED_REPORT * (1 + facts.world.random());
    wantRenewal(step, 'window', delay);
  }
}

/** The next step of a request is due. */
function requestIsDue(step: Step, due: DueEvent, request: SessionRequest): void {
  const { task } = step.state;
  switch (due) {
    case 'ask-due':
      ask(step, request);
      return;
    case 'turn-due':
      setRequest(step, { turn: Infinity });
      step.effects.push({ type: 'take-turn' });
      return;
    case 'fetch-due':
      fetchSession(step, request);
      return;
    case 'fetch-timeout':
      attemptFailed(step, request, passing('session-timeout', 'No session came in 30 s.'));
      return;
    case 'page-due':
      if (task.name === 'loading') pageIsMissing(step, task);
      return;
    case 'frame-is-silent':
      frameIsSilent(step, request);
      return;
    case 'session-expired':
      sessionExpired(step, request, whatIsMissing(step));
      return;
    default:
      if (task.name === 'loaded') promote(step, task);
  }
}

/** Asks the host whether the live frame may be replaced. */
function ask(step: Step, request: SessionRequest): void {
  const { trigger } = request;
  // Assume consent while asking: a `renew()` call from the handler counts as consent.
  setTask(step, { name: 'asking', request: { ...request, consented: true } });
  if (trigger) step.effects.push({ type: 'ask', trigger, cancelable: isTokenValid(step) });
}

/** Calls the host for a session. */
function fetchSession(step: Step, request: SessionRequest): void {
  const call = step.state.calls + 1;
  const attempts = request.attempts + 1;
  step.state = {
    ...step.state,
    calls: call,
    calledAt: [step.now, ...step.state.calledAt].slice(0, CALLS_PER_SECOND),
    task: { name: 'fetching', request: { ...request, attempts }, call, since: step.now },
  };
  step.effects.push({ type: 'fetch', call, reason: request.reason, attempt: attempts });
}

/** A session has come. */
function handOver(step: Step, asked: SessionRequest, { call, session }: SessionAnswer): void {
  const { now, facts, effects } = step;
  const { world } = facts;
  const { id, since } = session;
  if (now >= since + world.sessionTtl) {
    sessionExpired(step, asked, 'a session had expired before it arrived');
    return;
  }
  const request = { ...asked, isGrouped: false };
  effects.push({ type: 'source-works' });
  const { token } = step.state.view;
  if (token && isInPlace(step.state, facts)) {
    const renewed = renewedToken(token, now, world.random(), isTokenValid(step));
    setToken(step, renewed);
    effects.push({ type: 'set-session', session: id });
    finish(step, request, 'in-place', renewed.previousToken !== 'in-use');
  } else {
    const pageBy = now + (PAGE_TIMEOUTS[request.expired] ?? Infinity) * (1 + world.random() / 2);
    setTask(step, { name: 'loading', request, call, since, handedAt: now, pageBy, silentAt: Infinity });
    effects.push({ type: 'load', call, session: id });
  }
}
