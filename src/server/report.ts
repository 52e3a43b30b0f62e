import { toLogLine } from './secrets.js';
import type { Masker } from './secrets.js';

/** The host's log. */
export type OnError = (error: Error, request: Request) => unknown;

/** Room for Cube's own words and for what to do about them. */
const MAX_LINE = 1000;

/**
 * Passes a failure to the host's log, or to the console when the host has none: a failure that nobody hears of is found
 * by the viewers. Never throws and never waits, whatever `onError` does.
 */
export function report(error: Error, request: Request, onError: OnError | undefined, mask: Masker): void {
  const log = (text: string): void => {
    console.error(toLogLine(`cube-embed: ${text}: ${error.name}: ${error.message}`, mask, MAX_LINE));
  };
  if (!onError) {
    log('no session');
    return;
  }
  // an async function, so that what onError throws at once becomes a rejection as well
  (async () => {
    await onError(error, request);
  })().catch(() => {
    log('onError failed while handling');
  });
}
