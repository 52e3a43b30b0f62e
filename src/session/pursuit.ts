/** From the need for a session to a live frame. */
import { backoff, hastyBackoff, pauseOf } from './backoff.js';
import { fail, waitTogether } from './ending.js';
import type { CubeEmbedError } from '../shared/errors.js';
import { EndpointDeniedError, isFinal, passing, toEmbedError } from '../shared/errors.js';
import type { Life } from './life.js';
import type { Need, Phase } from './phase.js';
import { LOADING, newNeed, REST } from './phase.js';
import type { Session } from './source.js';
import {
  ASK_AGAIN,
  AT_ONCE,
  ATTEMPTS,
  DOUBT,
  GRACE,
  HASTY,
  LAPSES,
  LONGEST_WAIT,
  PAGE_TIMEOUT,
  SILENT_READY,
  TOLD,
} from './timing.js';
import { newToken, renewalOf, renewedToken } from './token.js';
import type { RenewalMethod, RenewalTrigger } from './world.js';

type In<Name extends Phase['name']> = Extract<Phase, { name: Name }>;

/** A renewal is wanted after `delay` ms. It joins what is under way; only a wait without an attempt is cut short. */
export function want(life: Life, trigger: RenewalTrigger, delay: number): void {
  const { phase } = life;
  const now = life.world.now();
  const asked = trigger === 'renew';
  if (phase.name === 'rest') {
    life.wait(newNeed('renewal', trigger), now + delay);
    return;
  }
  const { need } = phase;
  if (asked) need.trigger = trigger;
  if (!asked && need.attempt) return;
  if (phase.name === 'wait') life.wait(need, Math.min(now + delay, phase.until));
  if (phase.name === 'ask') life.wait(need, now);
}

/** The token's renewal is due. A frame that has not shown that it takes a session gets a moment to ask for one itself. */
export function renewalDue(life: Life): void {
  want(life, 'window', life.token?.takesSession ? 0 : GRACE * (1 + life.world.random()));
}

/** Whether the renewal can be tried in place. */
export function isInPlace({ token, world, tokenEnd }: Life): boolean {
  if (!token || world.renewal === 'reload') return false;
  const expectsIt = world.renewal === 'in-place' || world.tenantTakesSession;
  return token.takesSession || (expectsIt && world.now() < tokenEnd);
}

/** Takes a turn among the page's renewals; a load has no need to wait. */
export function takeTurn({ world }: Life, need: Need): void {
  need.turn = world.now() + (need.trigger ? world.takeTurn() : 0);
}

/** Asks the host whether the live frame may be replaced. */
export function ask(life: Life, need: Need, trigger: RenewalTrigger): void {
  const { world } = life;
  const over = world.now() >= life.tokenEnd;
  const asking: Phase = { name: 'ask', need };
  life.phase = asking;
  // Assume consent while asking: a `renew()` call from the handler counts as consent.
  need.consented = true;
  life.outbox.act(() => {
    const may = world.mayReload(trigger, !over) || over;
    // The handler may have removed, reloaded or renewed the element.
    if (life.phase !== asking) return;
    need.consented = may;
    life.wait(need, world.now() + (may ? 0 : ASK_AGAIN));
  });
}

/** Calls the host for a session. */
export function fetchSession(life: Life, need: Need): void {
  const { world } = life;
  const abort = new AbortController();
  const call: In<'fetch'> = { name: 'fetch', need, since: world.now(), abort };
  life.phase = call;
  need.attempt++;
  life.outbox.act(() => {
    // Aborting the call before may have called back.
    if (life.phase !== call) return;
    world.fetchSession(need.reason, need.attempt, abort.signal).then(
      (session) => {
        if (life.phase === call) handOver(life, need, session);
        life.tick();
      },
      (reason: unknown) => {
        if (life.phase === call) rejected(life, call, reason);
        life.tick();
      },
    );
  });
}

function rejected(life: Life, { need, since }: In<'fetch'>, reason: unknown): void {
  const { view, world } = life;
  const now = world.now();
  const isHasty = reason instanceof TypeError && now < since + AT_ONCE && need.hasty < HASTY;
  if (isHasty && !view.error) life.wait(need, now + hastyBackoff(++need.hasty, world.random()));
  else missed(life, need, toEmbedError(reason));
}

/**
 * An attempt has failed.
 *
 * | what has failed                     | while the token lives                           | otherwise               |
 * | ----------------------------------- | ----------------------------------------------- | ----------------------- |
 * | a denial                            | an endpoint is asked once more, then the error  | the error               |
 * | attempts that may be repeated       | repeated quietly, ever more slowly              | five, then the error    |
 * | the last attempt of a `renew()`     | its promise rejects; in the window, repeated    | the error               |
 * | an attempt behind the error panel   | –                                               | the error, with a pause |
 */
export function missed(life: Life, need: Need, error: CubeEmbedError): void {
  const { world, phase: given, token, view } = life;
  const now = world.now();
  const left = life.tokenEnd - now;
  const attempt = need.attempt - need.hasty;
  const isLast = !error.retryable || attempt >= ATTEMPTS || 1_000 * error.retryAfter > LONGEST_WAIT;
  const isDenial = isFinal(error);
  const mayDoubt = left > 0 && error instanceof EndpointDeniedError && !need.doubted;
  const goesOn = isDenial ? mayDoubt : left > 0 || !isLast;

  if (!goesOn || view.error) {
    fail(life, error);
    return;
  }
  if (isDenial) {
    need.doubted = true;
    life.wait(need, now + DOUBT * (1 + world.random()));
  } else if (isLast && need.trigger === 'renew' && token && now < renewalOf(token, world.tokenTtl)) {
    life.phase = REST;
    life.report(error, false);
  } else {
    const pause = pauseOf(error, world.random());
    const until = now + Math.max(pause, backoff(attempt, world.random(), left));
    if (token || !waitTogether(life, need, error, until)) life.wait(need, until);
    if (token) life.report(error, false);
  }
  life.giveUp(given);
  if (isLast && !isDenial) life.outbox.settle(error);
}

/** A session has come. */
function handOver(life: Life, need: Need, { id, since }: Session): void {
  const { world, token } = life;
  const now = world.now();
  if (!life.isFresh(since)) {
    lapse(life, need);
    return;
  }
  const { outage } = need;
  if (outage?.source !== undefined) {
    need.outage = undefined;
    life.outbox.act(() => {
      outage.end();
    });
  }
  if (token && isInPlace(life)) {
    const renewed = renewedToken(token, now, world.random(), now < life.tokenEnd);
    life.view = { status: 'ready', token: renewed };
    life.outbox.act(() => {
      world.renewInPlace(id);
    });
    done(life, need, 'in-place', renewed.trial !== 'unproven');
  } else {
    const pageBy = now + PAGE_TIMEOUT * (1 + world.random() / 2);
    const frame: Phase = { name: 'frame', need, since, handed: now, pageBy, silentAt: Infinity };
    life.phase = frame;
    life.outbox.act(() => {
      // The host's callback of an element that follows has run since, and may have ended the load.
      if (life.phase === frame) world.load(id);
    });
  }
}

/** The frame's page has loaded, whichever page it is; `isError`: loading failed. */
export function pageLoaded({ world }: Life, frame: In<'frame'>, isError: boolean): void {
  const now = world.now();
  if (isError) {
    frame.isError = true;
    frame.pageBy = now + TOLD;
  } else frame.silentAt = now + SILENT_READY;
}

/** The frame's page should have arrived. If not, the browser has stopped its load without an event. */
export function pageDue(life: Life, frame: In<'frame'>): void {
  const { isError, need } = frame;
  frame.pageBy = Infinity;
  if (isError && life.world.blocked) fellSilent(life, frame);
  else if (isError) missed(life, need, passing('frame-timeout', 'The browser could not load the embed.'));
  else if (!life.world.hasPage()) lapse(life, need);
}

/** A session expired before its frame was ready, or its frame never began: another is fetched, up to three in a row. */
export function lapse(life: Life, need: Need): void {
  const given = life.phase;
  if (++need.lapses < LAPSES) {
    need.attempt = need.hasty = 0;
    life.wait(need, life.world.now());
    life.giveUp(given);
    return;
  }
  need.lapses = need.hasty = 0;
  need.attempt = ATTEMPTS;
  missed(
    life,
    need,
    passing('frame-timeout', `${LAPSES} sessions in a row ran out before the embed was ready.`),
  );
}

/** The new frame's page has loaded, but sends no message: a tenant without messages, or no embed at all. */
export function fellSilent(life: Life, frame: In<'frame'>): void {
  const { blocked } = life.world;
  if (!blocked) arrived(life, frame, false);
  else if (life.token) lapse(life, frame.need);
  else fail(life, blocked);
}

/** The new frame is ready; unconfirmed without a message. */
export function arrived(life: Life, frame: In<'frame'>, confirmed: boolean): void {
  const { need, handed } = frame;
  const token = newToken(handed, life.world.random(), confirmed, need.recovery);
  life.phase = { name: 'held', need, token };
}

/** Shows the new frame in place of the live one. */
export function promote(life: Life, { need, token }: In<'held'>): void {
  const { world } = life;
  life.view = { status: 'ready', token };
  life.outbox.act(() => {
    world.promote();
  });
  life.outbox.tell(() => {
    world.ready(token.confirmed);
  });
  done(life, need, 'reload', true);
}

/** The live frame is gone while its renewal is under way: the renewal continues as a load. */
export function goOnAsLoad(life: Life, need: Need): void {
  need.recovery = true;
  life.view = LOADING;
  life.dropFrame('live');
}

function done(life: Life, { trigger }: Need, method: RenewalMethod, confirmed: boolean): void {
  life.phase = REST;
  if (trigger) {
    life.outbox.tell(() => {
      life.world.renewed(method, trigger, confirmed);
    });
  }
  life.outbox.settle();
}
