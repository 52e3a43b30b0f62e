/** A body longer than it may be. */
export class BodyTooLargeError extends Error {
  override readonly name: string = 'BodyTooLargeError';
}

/**
 * Runs `work` under a time limit and a caller's signal.
 *
 * Rejects with a `TimeoutError` (a `DOMException`) after `timeoutMs` milliseconds, and with the signal's reason when that
 * aborts; in both cases at once, even when `work` does not heed the signal that it is given.
 */
export async function within<T>(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted();
  // not AbortSignal.any with AbortSignal.timeout: early releases of Node 20 leak the one and lose the other
  const controller = new AbortController();
  const { signal } = controller;
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
  const timer = setTimeout(() => {
    controller.abort(new DOMException(`not done within ${String(timeoutMs)} ms`, 'TimeoutError'));
  }, timeoutMs);
  const follow = (): void => {
    controller.abort(outer?.reason);
  };
  outer?.addEventListener('abort', follow);
  try {
    return await Promise.race([work(signal), stopped]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', follow);
  }
}

/** Whether a thrown value says that a time limit of {@link within} is over. */
export const isTimeout = (thrown: unknown): boolean =>
  thrown instanceof DOMException && thrown.name === 'TimeoutError';

/**
 * Reads a body as UTF-8 text of at most `maxBytes` bytes: counted as they come, whatever `Content-Length` says.
 *
 * Rejects with {@link BodyTooLargeError}, and with the signal's reason; the rest of the body is given up in both cases.
 */
export async function readText(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  const giveUp = (): void => {
    // the stream may be broken already, which is as good as given up
    reader.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', giveUp);
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > maxBytes) throw new BodyTooLargeError(`the body has more than ${String(maxBytes)} bytes`);
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    giveUp();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** The JSON object in a text, or `null` when there is none: no JSON, or JSON of another kind. */
export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
