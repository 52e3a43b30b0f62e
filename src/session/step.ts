/** The moves that all rules of the session are made of. */
import type { CubeEmbedError } from '../shared/errors.js';
import { FREE_RELOADS, LONGEST_RELOAD_PAUSE, RELOAD_PAUSE, SOON_AFTER } from './timing.js';
import type { Effect, Facts, Loaded, ReloadPace, SessionRequest, State, Task, View } from './state.js';
import { LOADING, newRequest, NONE, UNPACED } from './state.js';
import type { Token } from './token.js';
import { endOf } from './token.js';
import type { RenewalMethod, RenewalTrigger } from './world.js';

/**
 * One transition at work. `state` is replaced, never changed, and the effects are collected: no move calls anything outside,
 * so nothing can call back in the middle of one.
 */
export interface Step {
  state: State;
  readonly effects: Effect[];
  readonly facts: Facts;
  readonly now: number;
}

export function setTask(step: Step, task: Task): void {
  step.state = { ...step.state, task };
}

function setView(step: Step, view: View): void {
  step.state = { ...step.state, view };
}

export function setToken(step: Step, token: Token): void {
  setView(step, { status: 'ready', token });
}

/** Changes what is known of the request under way. */
export function setRequest(step: Step, change: Partial<SessionRequest>): void {
  const { task } = step.state;
  if (task.request) setTask(step, { ...task, request: { ...task.request, ...change } });
}

/** When the live token expires; without one, long ago. */
export function tokenEnd({ view: { token } }: State, { world }: Facts): number {
  return token ? endOf(token, world.tokenTtl) : 0;
}

/** Whether the live token has not expired. */
export function isTokenValid({ state, facts, now }: Pick<Step, 'state' | 'facts' | 'now'>): boolean {
  return now < tokenEnd(state, facts);
}

/** Milliseconds after a hand-over in which a message of the frame may refer to the state before it. */
export function soonAfter({ world }: Facts): number {
  return Math.min(SOON_AFTER, world.tokenTtl / 24);
}

/** Whether a message now may refer to the state before `moment`. */
export function isSoonAfter({ now, facts }: Step, moment: number): boolean {
  return now < moment + soonAfter(facts);
}

/** Whether a renewal can be tried in place. */
export function isInPlace(state: State, facts: Facts): boolean {
  const { token } = state.view;
  const { world } = facts;
  if (!token || world.renewal === 'reload') return false;
  const isExpected = world.renewal === 'in-place' || world.supportsSetSession;
  return token.supportsSetSession || (isExpected && world.now() < tokenEnd(state, facts));
}

/** Waits for the next attempt, but not past the end of a valid token: what is right then may be something else. */
export function wait(step: Step, request: SessionRequest, until: number): void {
  const end = tokenEnd(step.state, step.facts);
  setTask(step, { name: 'waiting', request, until: step.now < end ? Math.min(until, end) : until });
}

/** Begins a load: the live frame goes, and so does what is under way. */
export function begin(step: Step, request: SessionRequest, until = step.now): void {
  clear(step, LOADING, { name: 'waiting', request, until });
}

/** No frame is live or under way any more, and the host is told nothing of before. */
export function clear(step: Step, view: View, task: Task): void {
  const left = step.state.task;
  step.state = { ...step.state, view, task };
  step.effects.push({ type: 'drop-news' });
  cancel(step, left);
  step.effects.push({ type: 'drop', frame: 'live' });
}

/** The host has called `reload()`: when the load may begin. */
export function paceReload(step: Step): number {
  const { pace, calledAt } = step.state;
  const excess = Math.max(pace.replaced - FREE_RELOADS, 0);
  const failures = pace.failures + excess;
  if (!failures) return step.now;
  const pause = Math.min(RELOAD_PAUSE * 2 ** (failures - 1), LONGEST_RELOAD_PAUSE);
  const since = Math.max(pace.failedAt, (excess && calledAt[0]) || -Infinity);
  return Math.max(step.now, since + pause);
}

export function setPace(step: Step, pace: ReloadPace): void {
  step.state = { ...step.state, pace };
}

/** Something has failed that a listener of the host may answer with `reload()` or `renew()`. */
export function countFailure(step: Step): void {
  const { pace } = step.state;
  setPace(step, { ...pace, failures: pace.failures + 1, failedAt: step.now });
}

/** Ends the call or the frame of a task that has been left. */
export function cancel({ effects }: Step, task: Task): void {
  if (task.name === 'fetching') effects.push({ type: 'abort', call: task.call });
  if (task.name === 'loading' || task.name === 'loaded') effects.push({ type: 'drop', frame: 'next' });
}

/** `fatal`: the view is the error; otherwise the machine goes on by itself. */
export function report({ effects }: Step, error: CubeEmbedError, fatal: boolean): void {
  effects.push({ type: 'failed', error, fatal });
}

/** A renewal is wanted after `delay` ms. It joins what is under way; only a wait without an attempt is cut short. */
export function wantRenewal(step: Step, trigger: RenewalTrigger, delay: number): void {
  const { now, state } = step;
  const { task } = state;
  const isAsked = trigger === 'renew';
  if (task.name === 'none') {
    wait(step, newRequest('renewal', trigger), now + delay);
    return;
  }
  if (!isAsked && task.request.attempts) return;
  const request = isAsked ? { ...task.request, trigger } : task.request;
  if (task.name === 'waiting') wait(step, request, Math.min(now + delay, task.until));
  else if (task.name === 'asking') wait(step, request, now);
  else setRequest(step, request);
}

/** The live frame is gone while its renewal is under way: the renewal continues as a load. */
export function continueAsLoad(step: Step): void {
  setView(step, LOADING);
  setRequest(step, { recovery: true });
  step.effects.push({ type: 'drop', frame: 'live' });
}

/** Shows the new frame in place of the live one. */
export function promote(step: Step, { request, token }: Loaded): void {
  setToken(step, token);
  step.effects.push({ type: 'promote' }, { type: 'ready', confirmed: token.confirmed });
  finish(step, request, 'reload', true);
}

/** The request has led to a frame with a session. */
export function finish(
  step: Step,
  { trigger }: SessionRequest,
  method: RenewalMethod,
  confirmed: boolean,
): void {
  setTask(step, NONE);
  setPace(step, UNPACED);
  if (trigger) step.effects.push({ type: 'renewed', method, trigger, confirmed });
  step.effects.push({ type: 'settle' });
}
