/** What follows from a failure. */
import type { CubeEmbedError } from '../shared/errors.js';
import { EndpointDeniedError, isFinal, passing, toEmbedError } from '../shared/errors.js';
import { backoff, instantBackoff, pauseOf } from './backoff.js';
import { loadSchedule, onlineAt, retrySchedule } from './retry-group.js';
import type { Fetching, SessionRequest, Task } from './state.js';
import { newRequest, NONE } from './state.js';
import type { Step } from './step.js';
import { begin, cancel, clear, countFailure, isTokenValid, report, setTask, tokenEnd, wait } from './step.js';
import { DENIAL_RECHECK, INSTANT, LONGEST_WAIT, MAX_ATTEMPTS, MAX_EXPIRED, MAX_INSTANT } from './timing.js';
import { renewalOf } from './token.js';
import type { RenewalTrigger } from './world.js';

/** The call for a session was rejected. */
export function callRejected(step: Step, { request, since }: Fetching, reason: unknown): void {
  const { now, state, facts } = step;
  const instantRejections = request.instantRejections + 1;
  const isInstant = isTypeError(reason) && now < since + INSTANT && instantRejections <= MAX_INSTANT;
  if (isInstant && !state.view.error) {
    const delay = instantBackoff(instantRejections, facts.world.random());
    wait(step, { ...request, instantRejections }, now + delay);
  } else attemptFailed(step, request, toEmbedError(reason));
}

/** Never throws, whatever was thrown: a revoked proxy throws when it is looked at. */
function isTypeError(reason: unknown): boolean {
  try {
    return reason instanceof TypeError;
  } catch {
    return false;
  }
}

/**
 * An attempt has failed.
 *
 * | what has failed                     | while the token is valid                        | otherwise               |
 * | ----------------------------------- | ----------------------------------------------- | ----------------------- |
 * | a denial                            | an endpoint is asked once more, then the error  | the error               |
 * | attempts that may be repeated       | repeated quietly, ever more slowly              | five, then the error    |
 * | the last attempt of a `renew()`     | its promise rejects; in the window, repeated    | the error               |
 * | an attempt behind the error panel   | –                                               | the error, with a pause |
 */
export function attemptFailed(step: Step, request: SessionRequest, error: CubeEmbedError): void {
  const { state, facts, now } = step;
  const { view, task } = state;
  const isValid = isTokenValid(step);
  const attempt = attemptsOf(step, request);
  const isLast = !error.retryable || attempt >= MAX_ATTEMPTS || 1_000 * error.retryAfter > LONGEST_WAIT;
  const isDenial = isFinal(error);
  const mayRecheck = isValid && error instanceof EndpointDeniedError && !request.denied;
  const goesOn = isDenial ? mayRecheck : isValid || !isLast;

  if (!goesOn || view.error) {
    fail(step, error);
    return;
  }
  if (view.token) countFailure(step);
  if (isDenial) recheckDenial(step, request);
  else if (isLast && request.trigger === 'renew' && isBeforeRenewal(step)) {
    setTask(step, NONE);
    report(step, error, false);
  } else {
    const left = tokenEnd(state, facts) - now;
    const { world } = facts;
    const pause = Math.max(pauseOf(error, world.random()), backoff(attempt, world.random(), left));
    tryAgain(step, request, error, now + pause);
  }
  cancel(step, task);
  if (isLast && !isDenial) step.effects.push({ type: 'settle', error });
}

/** Failed attempts, this one included: its own, or those of its retry group. */
function attemptsOf({ facts: { group } }: Step, request: SessionRequest): number {
  if (request.isGrouped && group) return group.attempts + 1;
  return request.attempts - request.instantRejections;
}

/** An endpoint's denial may come from a login that is just being refreshed: it is asked once more. */
function recheckDenial(step: Step, request: SessionRequest): void {
  const delay = DENIAL_RECHECK * (1 + step.facts.world.random());
  wait(step, { ...request, denied: true }, step.now + delay);
}

/** Whether the live token is not due for renewal yet. */
function isBeforeRenewal({ state, facts, now }: Step): boolean {
  const { token } = state.view;
  return !!token && now < renewalOf(token, facts.world.tokenTtl);
}

/** Makes another attempt: a renewal by itself, a load together with the others of its source. */
function tryAgain(step: Step, request: SessionRequest, error: CubeEmbedError, until: number): void {
  const { group } = step.facts;
  // Behind the error panel, the others wait longer than a load should.
  const isAlone = step.state.view.token || !isOfSource(error) || !!group?.retries;
  if (isAlone) wait(step, request, until);
  else {
    // An element whose own first call fails leaves the schedule as it is.
    if (!group || request.isGrouped)
      step.effects.push({
        type: 'plan',
        schedule: loadSchedule(until, attemptsOf(step, request), onlineAt(error, step.now, until)),
      });
    setTask(step, { name: 'paused', request: { ...request, isGrouped: true } });
  }
  if (step.state.view.token) report(step, error, false);
}

/** A session was of no use: another is fetched, up to three in a row. `what`: what happened, for the message of the error. */
export function sessionExpired(step: Step, request: SessionRequest, what: string): void {
  const { task } = step.state;
  const expired = request.expired + 1;
  if (expired < MAX_EXPIRED) {
    wait(step, { ...request, expired, attempts: 0, instantRejections: 0, isGrouped: false }, step.now);
    cancel(step, task);
    return;
  }
  const last = { ...request, expired: 0, attempts: MAX_ATTEMPTS, instantRejections: 0, isGrouped: false };
  attemptFailed(step, last, passing('frame-timeout', `${MAX_EXPIRED} times in a row, ${what}.`));
}

/** Shows the error panel, behind which the machine tries again by itself. */
export function fail(step: Step, error: CubeEmbedError): void {
  countFailure(step);
  showError(step, error, retryLater(step, error));
}

/** Shows the error panel and continues with the task `after`. The same error is reported only once. */
export function showError(step: Step, error: CubeEmbedError, after: Task): void {
  const { view, task } = step.state;
  const { error: previous } = view;
  const isKnown = previous?.code === error.code && previous.message === error.message;
  const concernsGroup = view.status === 'loading' && isOfSource(error) && task.request?.isGrouped;
  clear(step, { status: 'error', error: isKnown ? previous : error }, after);
  if (!isKnown) report(step, error, true);
  step.effects.push({ type: 'settle', error });
  if (concernsGroup) step.effects.push({ type: 'source-failed', error });
}

/** Whether the source of sessions failed, which concerns all its elements and not only this one. */
function isOfSource({ code, retryable }: CubeEmbedError): boolean {
  return retryable && /^session-(failed|timeout|invalid)$/.test(code);
}

/** The task in which the machine recovers by itself, behind the error panel. */
function retryLater(step: Step, error: CubeEmbedError): Task {
  const { now, state, facts, effects } = step;
  const request = (state.view.error && state.task.request) ?? newRequest('retry');
  const random = facts.world.random();
  if (!isOfSource(error)) {
    const schedule = retrySchedule(request.schedule?.retries ?? 0, error, now, random);
    return { name: 'paused', request: { ...request, isGrouped: false, schedule } };
  }
  const retries = facts.group?.retries ?? 0;
  if (request.isGrouped || !retries)
    effects.push({ type: 'plan', schedule: retrySchedule(retries, error, now, random) });
  return { name: 'paused', request: { ...request, isGrouped: true, schedule: undefined } };
}

/** An embed has failed: load it once more with a new session, but not again until a frame has lived for a minute. */
export function recover(
  step: Step,
  error: CubeEmbedError,
  trigger: RenewalTrigger | undefined,
  isFirst: boolean,
): void {
  if (!isFirst || step.state.view.error) {
    fail(step, error);
    return;
  }
  countFailure(step);
  begin(step, newRequest('retry', trigger, true));
  report(step, error, false);
}
