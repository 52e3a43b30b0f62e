import { within } from './limits.js';

/** How long a whole file may take. A source that sends a byte now and then would otherwise hold its connection for ever. */
const LONGEST_MS = 5 * 60_000;

/**
 * Passes a body on as it is read, one chunk at a time, so that it is never held whole. Fails if the next chunk takes longer than
 * `idleMs`, if the whole takes longer than 5 minutes, or with the signal's reason. However it ends, the source is canceled.
 */
export function relay(
  source: ReadableStream<Uint8Array> | null,
  idleMs: number,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> | null {
  if (!source) return null;
  const reader = source.getReader();
  const end = Date.now() + LONGEST_MS;
  let stop: (() => void) | undefined;
  const cancel = (reason: unknown): Promise<void> => {
    if (stop) signal?.removeEventListener('abort', stop);
    return reader.cancel(reason).catch(() => undefined);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        stop = () => {
          controller.error(signal?.reason);
          void cancel(signal?.reason);
        };
        if (signal?.aborted) stop();
        else signal?.addEventListener('abort', stop);
      },
      async pull(controller) {
        try {
          const left = Math.max(Math.min(idleMs, end - Date.now()), 1);
          const { done, value } = await within(left, signal, () => reader.read());
          if (!done) {
            controller.enqueue(value);
            return;
          }
          if (stop) signal?.removeEventListener('abort', stop);
          controller.close();
        } catch (error) {
          await cancel(error);
          throw error;
        }
      },
      cancel,
    },
    // Only what the reader asks for is read from the source.
    { highWaterMark: 0 },
  );
}
