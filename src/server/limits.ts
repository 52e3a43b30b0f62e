/** Thrown when a body exceeds its size limit. */
export class BodyTooLargeError extends Error {
  override readonly name: string = 'BodyTooLargeError';
}

/**
 * Runs `work` with a timeout and the caller's signal.
 *
 * Rejects with a `TimeoutError` (a `DOMException`) after `timeoutMs` milliseconds, and with the signal's reason when it
 * aborts. In both cases it rejects at once and does not stop `work`: that is up to the caller.
 */
export async function within<T>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  // Not AbortSignal.any with AbortSignal.timeout: early Node 20 releases leak the former and lose the latter.
  let giveUp: () => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = new Promise<never>((_, reject) => {
    giveUp = () => {
      reject(signal?.reason as Error);
    };
    timer = setTimeout(() => {
      reject(new DOMException(`not finished within ${timeoutMs} ms`, 'TimeoutError'));
    }, timeoutMs);
  });
  signal?.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work(), stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** Whether a thrown value is a timeout of {@link within}. */
export const isTimeout = (thrown: unknown): boolean =>
  thrown instanceof DOMException && thrown.name === 'TimeoutError';

/**
 * Reads a body as UTF-8 text. Rejects with {@link BodyTooLargeError} beyond `maxBytes` bytes. Counts the bytes as they
 * arrive and does not trust `Content-Length`.
 */
export async function readText(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) throw new BodyTooLargeError(`the body has more than ${maxBytes} bytes`);
    text += decoder.decode(value, { stream: true });
  }
}

/** Discards the rest of a body. Ignores errors: a stream that has failed has nothing left to discard. */
export function discard(reader: ReadableStreamDefaultReader<Uint8Array>): void {
  reader.cancel().catch(() => undefined);
}

/** Parses a JSON object. Returns `null` for invalid JSON and for any other JSON value. */
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
