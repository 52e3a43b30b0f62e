/** Reactions to the messages of a frame. */
import { recover } from './ending.js';
import type { ErrorOf } from '../shared/errors.js';
import { CubeEmbedError, passing } from '../shared/errors.js';
import type { Life } from './life.js';
import { newNeed } from './phase.js';
import { arrived, goOnAsLoad, missed, promote, want } from './pursuit.js';
import { LONGEST_WAIT } from './timing.js';
import type { Token } from './token.js';
import { prove } from './token.js';
import type { FrameWord } from './world.js';

/** A message of the next frame. */
export function hearNext(life: Life, word: FrameWord | undefined, message: string): void {
  const { phase } = life;
  if (word === 'troubled') trouble(life, message);
  if (phase.name !== 'frame' && phase.name !== 'held') return;
  if (word === 'ready') {
    if (phase.name === 'held') phase.token.confirmed = true;
    else arrived(life, phase, true);
  }
  if (word === 'expired' || word === 'failed') {
    const { need } = phase;
    if (life.token) missed(life, need, loss(word, message));
    else recover(life, loss(word, message), need.trigger, !need.recovery);
  }
}

/** A message of the live frame. */
export function hearLive(life: Life, token: Token, word: FrameWord | undefined, message: string): void {
  const { phase, world } = life;
  // Cube documents no acknowledgement for `set-session`: for a while, a message may refer to the previous token.
  const trial = life.isSoonAfter(token.handed) ? token.trial : undefined;
  switch (word) {
    case 'ready':
      if (token.trial === 'unproven') proves(life, token);
      else if (token.trial) token.trial = 'alive';
      token.looks = 0;
      if (!token.confirmed) {
        life.outbox.tell(() => {
          world.ready(true);
        });
      }
      token.confirmed = true;
      return;
    case 'expiring':
      proves(life, token);
      if (!trial) want(life, 'session-expiring', 0);
      return;
    case 'expired':
      proves(life, token);
      // The embed did not take the new session.
      if (trial && trial !== 'unsaid') break;
      token.expired = true;
      // A long `Retry-After` was acceptable only while the frame was alive.
      if (phase.name === 'wait') phase.until = Math.min(phase.until, world.now() + LONGEST_WAIT);
      want(life, 'session-expired', 0);
      return;
    case 'troubled':
      // An expired embed reports only by an error that it could not take its session.
      if (token.looks) break;
      trouble(life, message);
      return;
    case 'failed':
      break;
    case undefined:
      return;
  }
  collapse(life, token, loss(word, message));
}

/** The frame has shown that it understands `set-session`, and so does its tenant. */
function proves(life: Life, token: Token): void {
  prove(token);
  life.outbox.act(() => {
    life.world.proveTenant();
  });
}

/**
 * The page of the live frame has loaded again: the viewer or the embed reloaded it. A silent embed has lost its token then, and
 * its session is spent. A page that loads again within a minute reloads itself, and is left alone.
 */
export function loadedAgain(life: Life, token: Token): void {
  if (token.confirmed || life.speaks || token.restless) return;
  if (token.recovery && life.isSoonAfter(token.up)) token.restless = true;
  else life.begin(newNeed('retry', undefined, true));
}

/** The live frame is unusable. A renewal under way continues as a load; otherwise a load begins. */
function collapse(life: Life, token: Token, error: ReturnType<typeof loss>): void {
  const { phase } = life;
  const first = !token.recovery || !life.isSoonAfter(token.up);
  if (phase.name === 'held') {
    promote(life, phase);
  } else if (first && (phase.name === 'fetch' || phase.name === 'frame')) {
    goOnAsLoad(life, phase.need);
    life.report(error, false);
  } else {
    recover(life, error, error.code, first);
  }
}

/** Why a frame is unusable. */
function loss(word: FrameWord, message: string): ErrorOf<'session-expired' | 'embed-error'> {
  return word === 'expired'
    ? passing('session-expired', 'The embed refused its session.')
    : passing('embed-error', `The embed failed: ${message}`);
}

/** The embed reported an error that is not fatal. */
function trouble(life: Life, message: string): void {
  life.report(new CubeEmbedError('embed-error', message), false);
}
