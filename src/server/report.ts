import { CubeApiError } from './errors.js';
import { toLogLine } from './secrets.js';
import type { Masker } from './secrets.js';

/** The host's log. */
export type OnError = (error: Error, request: Request) => unknown;

/**
 * Tells the host's log of a failure, and the console where the host has none: a failure that nobody hears of is found by
 * the viewers. Never throws and never waits, whatever `onError` does.
 */
export function report(error: Error, request: Request, onError: OnError | undefined, mask: Masker): void {
  const log = (text: string): void => {
    console.error(`cube-embed: ${toLogLine(text, mask)}`);
  };
  if (!onError) {
    log(`no session: ${describe(error)}`);
    return;
  }
  // an async function, so that what onError throws at once becomes a rejection as well
  (async () => {
    await onError(error, request);
  })().catch(() => {
    log(`onError failed, while it was told of this: ${describe(error)}`);
  });
}

/** Without Cube's own words: they are for the host's own log, which `onError` is. */
function describe(error: Error): string {
  if (!(error instanceof CubeApiError)) return `${error.name}: ${error.message}`;
  return `${error.name}: ${error.code}${error.status === null ? '' : `, status ${String(error.status)}`}`;
}
