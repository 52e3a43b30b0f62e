import type { Masker } from './masker.js';
import { toLogLine } from './secrets.js';

/** Receives failures, e.g. to log them. */
export type OnError = (error: Error, request: Request) => unknown;

/** Enough for Cube's message and how to fix the failure. */
const MAX_LINE = 1000;

/**
 * Passes a failure to `onError`, or to the console without one, so that no failure goes unnoticed. Never throws and never
 * waits, whatever `onError` does.
 */
export function report(
  error: Error,
  request: Request,
  failed: string,
  onError: OnError | undefined,
  mask: Masker,
): void {
  const log = (text: string): void => {
    console.error(toLogLine(`cube-embed: ${text}: ${error.name}: ${error.message}`, mask, MAX_LINE));
  };
  if (!onError) {
    log(failed);
    return;
  }
  // The async function turns a synchronous throw of onError into a rejection.
  (async () => {
    await onError(error, request);
  })().catch(() => {
    log('onError failed while handling');
  });
}
