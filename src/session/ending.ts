/** The end of a frame, or of everything. */
import type { CubeEmbedError } from './errors.js';
import type { Life } from './life.js';
import { Outage, outageOf } from './outage.js';
import type { Phase } from './phase.js';
import { newNeed } from './phase.js';
import type { RenewalTrigger } from './world.js';

/** Ends in the error panel; what comes `after` it goes on where that may help. The host is not told twice of the same error. */
export function fail(life: Life, error: CubeEmbedError, after = goOn(life, error)): void {
  const before = life.view.error;
  const isKnown = before?.code === error.code && before.message === error.message;
  life.clear({ status: 'error', error: isKnown ? before : error }, after);
  if (!isKnown) life.report(error, true);
  life.outbox.settle(error);
}

/** How to get out of an error without the host. */
function goOn(life: Life, error: CubeEmbedError): Phase {
  const { view, need: tried, world } = life;
  const need = (view.error && tried) ?? newNeed('retry');
  // A source that fails, fails for all its elements; whatever else is wrong is this one's own.
  const isSource = error.retryable && (error.code === 'session-failed' || error.code === 'session-timeout');
  const own = need.outage?.source === undefined && need.outage;
  const outage = isSource ? outageOf(world.source) : own || new Outage();
  if (need.outage === outage || !outage.begun) outage.plan(error, world.now(), world.random());
  need.outage = outage;
  return { name: 'pause', need, outage };
}

/** An embed has failed: it gets one new session and frame, and not again before one has been up for a minute. */
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
