/** The end of a frame, or of everything. */
import type { CubeEmbedError } from './errors.js';
import type { Life } from './life.js';
import { newNeed, REST } from './phase.js';
import type { RenewalTrigger } from './world.js';

/** Ends in the error panel. */
export function fail(life: Life, error: CubeEmbedError): void {
  life.clear({ status: 'error', error }, REST);
  life.report(error, true);
  life.outbox.settle(error);
}

/** An embed has failed: it gets one new session and frame, and not again before one has been up for a minute. */
export function recover(
  life: Life,
  error: CubeEmbedError,
  trigger: RenewalTrigger | undefined,
  first: boolean,
): void {
  if (!first) {
    fail(life, error);
    return;
  }
  life.begin(newNeed('retry', trigger, { recovery: true }));
  life.report(error, false);
}
