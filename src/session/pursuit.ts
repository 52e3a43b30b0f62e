/** From the need for a session to a live frame. */
import { backoff, pauseOf } from './backoff.js';
import { fail } from './ending.js';
import type { CubeEmbedError } from './errors.js';
import { isFinal, passing } from './errors.js';
import type { Life } from './life.js';
import type { Need, Phase } from './phase.js';
import { LOADING, newNeed, REST } from './phase.js';
import { ASK_AGAIN, ATTEMPTS, GRACE, LAPSES, LONGEST_WAIT } from './timing.js';
import type { Token } from './token.js';
import { newToken } from './token.js';
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

/** Calls the host for a session. `answered` and `rejected` are told how the call ends while it is still wanted. */
export function fetchSession(
  life: Life,
  need: Need,
  answered: (call: In<'fetch'>, id: string) => void,
  rejected: (call: In<'fetch'>, reason: unknown) => void,
): void {
  const { world } = life;
  const abort = new AbortController();
  const call: In<'fetch'> = { name: 'fetch', need, since: world.now(), abort };
  life.phase = call;
  need.attempt++;
  life.outbox.act(() => {
    // Aborting the call before may have called back.
    if (life.phase !== call) return;
    world.fetchSession(need.reason, need.attempt, abort.signal).then(
      (id) => {
        answered(call, id);
      },
      (reason: unknown) => {
        rejected(call, reason);
      },
    );
  });
}

/** An attempt has failed. While the token lives, the next one follows quietly; otherwise up to five are made. */
export function missed(life: Life, need: Need, error: CubeEmbedError): void {
  const { attempt } = need;
  const { world, phase: given } = life;
  const now = world.now();
  const pause = pauseOf(error, world.random());
  const lastTry = !error.retryable || attempt >= ATTEMPTS || 1_000 * error.retryAfter > LONGEST_WAIT;
  if (isFinal(error) || (lastTry && now >= life.tokenEnd)) {
    fail(life, error);
    return;
  }
  life.wait(need, now + backoff(attempt, world.random(), pause));
  life.giveUp(given);
  if (life.token) life.report(error, false);
  if (lastTry) life.outbox.settle(error);
}

/** A session has come. `since`: when its call began. */
export function handOver(life: Life, need: Need, id: string, since: number): void {
  const { world, token } = life;
  const now = world.now();
  if (!life.isFresh(since)) {
    lapse(life, need);
  } else if (token?.takesSession) {
    const prior = now < life.tokenEnd ? 'alive' : token.expired ? 'over' : 'unsaid';
    const renewed: Token = { ...token, since: now, jitter: world.random(), prior, expired: false };
    life.view = { status: 'ready', token: renewed };
    life.outbox.act(() => {
      if (life.token === renewed) world.renewInPlace(id);
    });
    done(life, need, 'in-place');
  } else {
    const frame: Phase = { name: 'frame', need, since, handed: now, silentAt: Infinity };
    life.phase = frame;
    life.outbox.act(() => {
      if (life.phase === frame) world.load(id);
    });
  }
}

/** A session expired before its frame was ready: another is fetched, up to three in a row. */
export function lapse(life: Life, need: Need): void {
  const given = life.phase;
  if (++need.lapses < LAPSES) {
    need.attempt = 0;
    life.wait(need, life.world.now());
    life.giveUp(given);
    return;
  }
  need.lapses = 0;
  need.attempt = ATTEMPTS;
  missed(
    life,
    need,
    passing('frame-timeout', `${LAPSES} sessions in a row ran out before the embed was ready.`),
  );
}

/** The new frame is ready; without a word of its own, unconfirmed. */
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
    if (life.token === token) world.promote();
  });
  life.outbox.tell(() => {
    world.ready(token.confirmed);
  });
  done(life, need, 'reload');
}

/** The live frame is gone, but the session for its renewal is on its way: the renewal goes on as a load. */
export function goOnAsLoad(life: Life, need: Need): void {
  need.recovery = true;
  life.view = LOADING;
  life.dropFrame('live');
}

function done(life: Life, { trigger }: Need, method: RenewalMethod): void {
  life.phase = REST;
  if (trigger) {
    life.outbox.tell(() => {
      life.world.renewed(method, trigger);
    });
  }
  life.outbox.settle();
}
