/** The end of a frame, or of everything. */
import type { CubeEmbedError } from '../shared/errors.js';
import type { Life } from './life.js';
import { Outage, outageOf } from './outage.js';
import type { Need, Phase } from './phase.js';
import { newNeed } from './phase.js';
import type { RenewalTrigger } from './world.js';

/** Shows the error panel and continues with the phase `after`. The same error is reported only once. */
export function fail(life: Life, error: CubeEmbedError, after = goOn(life, error)): void {
  const { view } = life;
  const before = view.error;
  const outage = view.status === 'loading' && isOfSource(error) ? life.need?.outage : undefined;
  const isKnown = before?.code === error.code && before.message === error.message;
  life.clear({ status: 'error', error: isKnown ? before : error }, after);
  if (!isKnown) life.report(error, true);
  life.outbox.settle(error);
  if (outage)
    life.outbox.act(() => {
      outage.lose(error);
    });
}

/** Whether the source of sessions failed, which concerns all its elements, and not only this one. */
function isOfSource({ code, retryable }: CubeEmbedError): boolean {
  return retryable && (code === 'session-failed' || code === 'session-timeout');
}

/** The phase in which the machine tries to recover by itself. */
function goOn(life: Life, error: CubeEmbedError): Phase {
  const { view, need: tried, world } = life;
  const need = (view.error && tried) ?? newNeed('retry');
  const own = need.outage?.source === undefined && need.outage;
  const outage = isOfSource(error) ? outageOf(world.source) : own || new Outage();
  if (need.outage === outage || !outage.isShown) outage.plan(error, world.now(), world.random());
  need.outage = outage;
  return { name: 'pause', need, outage };
}

/** A load waits for its next attempt at `until` together with others of its source. Returns whether it does. */
export function waitTogether(life: Life, need: Need, error: CubeEmbedError, until: number): boolean {
  if (!isOfSource(error)) return false;
  const outage = outageOf(life.world.source);
  // Behind the error panel, others wait longer than a load should.
  if (outage.isShown) return false;
  if (outage.isLedBy(life)) outage.until = until;
  need.outage = outage;
  life.phase = { name: 'pause', need, outage };
  return true;
}

/** An embed has failed: load it once more with a new session, but not again until a frame has lived for a minute. */
export function recover(
  life: Life,
  error: CubeEmbedError,
  trigger: RenewalTrigger | undefined,
  first: boolean,
): void {
  if (!first || life.view.error) {
    fail(life, error);
    return;
  }
  life.begin(newNeed('retry', trigger, true));
  life.report(error, false);
}
