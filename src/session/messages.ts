/** Reactions to the messages of a frame. */
import type { ErrorOf } from '../shared/errors.js';
import { CubeEmbedError, passing } from '../shared/errors.js';
import { attemptFailed, recover } from './failure.js';
import type { FrameMessageEvent } from './state.js';
import { newRequest } from './state.js';
import type { Step } from './step.js';
import {
  begin,
  continueAsLoad,
  countFailure,
  isSoonAfter,
  promote,
  report,
  setTask,
  setToken,
  wantRenewal,
} from './step.js';
import { LONGEST_WAIT } from './timing.js';
import type { Token } from './token.js';
import { newToken, provenToken } from './token.js';

type Message = Pick<FrameMessageEvent, 'message' | 'text'>;

/** A message of the next frame. */
export function onNextMessage(step: Step, { message, text }: Message): void {
  const { task, view } = step.state;
  if (message === 'error') report(step, embedError(text), false);
  if (task.name !== 'loading' && task.name !== 'loaded') return;
  if (message === 'ready') frameIsReady(step, true);
  if (message !== 'expired' && message !== 'fatal') return;
  const { request } = task;
  const error = lossOf(message, text);
  if (view.token) attemptFailed(step, request, error);
  else recover(step, error, request.trigger, !request.recovery);
}

/** The next frame is ready; unconfirmed without a message. */
export function frameIsReady(step: Step, confirmed: boolean): void {
  const { task } = step.state;
  if (task.name === 'loaded') setTask(step, { ...task, token: { ...task.token, confirmed } });
  if (task.name !== 'loading') return;
  const { request, handedAt } = task;
  const token = newToken(handedAt, step.facts.world.random(), confirmed, request.recovery);
  setTask(step, { name: 'loaded', request, token });
}

/** A message of the live frame. */
export function onLiveMessage(step: Step, token: Token, { message, text }: Message): void {
  // Cube documents no acknowledgement for `set-session`: for a while, a message may refer to the previous token.
  const previous = isSoonAfter(step, token.handedAt) ? token.previousToken : undefined;
  switch (message) {
    case 'ready':
      liveFrameIsReady(step, token);
      return;
    case 'expiring':
      setToken(step, prove(step, token));
      if (!previous) wantRenewal(step, 'session-expiring', 0);
      return;
    case 'expired': {
      const proven = prove(step, token);
      setToken(step, proven);
      if (!previous || previous === 'expired-by-clock') tokenExpired(step, proven);
      // The embed did not take the new session.
      else liveFrameFailed(step, proven, lossOf(message, text));
      return;
    }
    case 'error':
      // After a hand-over to an expired token, the embed reports only by an error that it could not take its session.
      if (token.checksLeft) liveFrameFailed(step, token, lossOf(message, text));
      else report(step, embedError(text), false);
      return;
    case 'fatal':
      liveFrameFailed(step, token, lossOf(message, text));
      return;
    case undefined:
  }
}

function liveFrameIsReady(step: Step, token: Token): void {
  const { previousToken } = token;
  const known = previousToken === 'in-use' ? prove(step, token) : token;
  const current = previousToken ? { ...known, previousToken: 'valid' as const } : known;
  setToken(step, { ...current, checksLeft: 0, confirmed: true });
  if (!token.confirmed) step.effects.push({ type: 'ready', confirmed: true, again: true });
}

function tokenExpired(step: Step, token: Token): void {
  const { now, state } = step;
  const { task } = state;
  setToken(step, { ...token, expired: true });
  // A long `Retry-After` was acceptable only while the token was valid.
  if (task.name === 'waiting') setTask(step, { ...task, until: Math.min(task.until, now + LONGEST_WAIT) });
  wantRenewal(step, 'session-expired', 0);
}

/** The frame has shown that it understands `set-session`, and so does its tenant. */
function prove({ effects }: Step, token: Token): Token {
  effects.push({ type: 'mark-supported' });
  return provenToken(token);
}

/**
 * The page of the live frame has loaded again: the viewer or the embed reloaded it. A silent embed has lost its token then, and
 * its session is spent. A page that loads again within a minute reloads itself, and is left alone.
 */
export function pageLoadedAgain(step: Step, token: Token): void {
  if (token.confirmed || step.facts.world.sendsMessages || token.reloadsItself) return;
  if (token.recovery && isSoonAfter(step, token.frameSince))
    setToken(step, { ...token, reloadsItself: true });
  else begin(step, newRequest('retry', undefined, true));
}

/** The live frame is unusable. A renewal under way continues as a load; otherwise a load begins. */
function liveFrameFailed(step: Step, token: Token, error: ReturnType<typeof lossOf>): void {
  const { task } = step.state;
  const isFirst = !token.recovery || !isSoonAfter(step, token.frameSince);
  if (task.name === 'loaded') {
    promote(step, task);
  } else if (isFirst && (task.name === 'fetching' || task.name === 'loading')) {
    countFailure(step);
    continueAsLoad(step);
    report(step, error, false);
  } else {
    recover(step, error, error.code, isFirst);
  }
}

/** Why a frame is unusable. */
function lossOf(
  message: 'expired' | 'error' | 'fatal',
  text: string,
): ErrorOf<'session-expired' | 'embed-error'> {
  return message === 'expired'
    ? passing('session-expired', 'The embed refused its session.')
    : passing('embed-error', `The embed failed: ${text}`);
}

/** An error of the embed that is not fatal. */
function embedError(text: string): CubeEmbedError {
  return new CubeEmbedError('embed-error', text);
}
