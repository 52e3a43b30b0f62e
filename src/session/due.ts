import { passing } from '../shared/errors.js';
import type { Life } from './life.js';
import type { Need } from './phase.js';
import {
  ask,
  fetchSession,
  isInPlace,
  fellSilent,
  lapse,
  missed,
  pageDue,
  promote,
  renewalDue,
  takeTurn,
} from './pursuit.js';
import { FETCH_TIMEOUT, FOCUS_POLL } from './timing.js';
import { renewalOf } from './token.js';

/** At that moment, this happens. */
type Due = [at: number, act: () => void];

const NOTHING: Due = [Infinity, () => undefined];

/** What falls due next when only time passes. The one place that knows: the timer and the tick both ask it. */
export function nextDue(life: Life, now: number): Due {
  const { phase, token, world } = life;
  switch (phase.name) {
    case 'rest': {
      // A renewal waits until the viewer is back.
      if (!token || !life.present) return NOTHING;
      const { looks, looked = 0 } = token;
      const renewal = renewalOf(token, world.tokenTtl);
      const look = looked + life.trial / 2;
      if (looks && look < renewal)
        return [look, () => Object.assign(token, { looks: looks - 1, looked: now })];
      return [renewal, () => renewalDue(life)];
    }
    case 'wait': {
      const { need, until } = phase;
      const { trigger, turn } = need;
      if (!mayTry(life, need)) return NOTHING;
      if (trigger && token && !isInPlace(life) && !need.consented)
        return [Math.max(until, replaceableAt(life, need, now)), () => ask(life, need, trigger)];
      if (turn === undefined) return [until, () => takeTurn(life, need)];
      return [Math.max(until, turn), () => fetchSession(life, need)];
    }
    case 'pause': {
      const { need, outage } = phase;
      if (!mayTry(life, need) || !outage.isLedBy(life)) return NOTHING;
      return [outage.until, () => fetchSession(life, need)];
    }
    case 'ask':
      // The answer comes at once.
      return NOTHING;
    case 'fetch':
      return [
        phase.since + FETCH_TIMEOUT,
        () => missed(life, phase.need, passing('session-timeout', 'No session came in 30 s.')),
      ];
    case 'frame': {
      const over = phase.since + world.sessionTtl;
      // A page that was asleep may find both moments past: then the session is expired.
      if (now < over) {
        const silentAt = life.speaks ? Infinity : phase.silentAt;
        if (phase.pageBy < Math.min(over, silentAt)) return [phase.pageBy, () => pageDue(life, phase)];
        if (silentAt < over) return [silentAt, () => fellSilent(life, phase)];
      }
      return [over, () => lapse(life, phase.need)];
    }
    case 'held':
      return [replaceableAt(life, phase.need, now), () => promote(life, phase)];
  }
}

/** Whether an attempt may be made now. A load goes on in a hidden page, so that the viewer finds it done; all else waits. */
function mayTry({ present, view, world }: Life, { trigger }: Need): boolean {
  if (world.prerendering) return false;
  return trigger || view.error ? present : world.online;
}

/** When the live frame may go: not while it has the viewer's focus, unless its token is expired or the host has asked. */
function replaceableAt({ world, tokenEnd }: Life, { trigger }: Need, now: number): number {
  const held = now < tokenEnd && trigger !== 'renew' && world.focused();
  return held ? Math.min(now + FOCUS_POLL, tokenEnd) : now;
}
