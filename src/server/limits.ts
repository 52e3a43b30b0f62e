/** A body longer than it may be. */
export class BodyTooLargeError extends Error {
  override readonly name: string = 'BodyTooLargeError';
}

/**
 * Runs `work` under a time limit and a caller's signal.
 *
 * Rejects with a `TimeoutError` (a `DOMException`) after `timeoutMs` milliseconds, and with the signal's reason when that
 * aborts; in both cases at once, whatever `work` is doing: to end that is the caller's business.
 */
export async function within<T>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  // not AbortSignal.any with AbortSignal.timeout: early releases of Node 20 leak the one and lose the other
  let giveUp: () => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = new Promise<never>((_, reject) => {
    giveUp = () => {
      reject(signal?.reason as Error);
    };
    timer = setTimeout(() => {
      reject(new DOMException(`not done within ${timeoutMs} ms`, 'TimeoutError'));
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

/** Whether a thrown value says that a time limit of {@link within} is over. */
export const isTimeout = (thrown: unknown): boolean =>
  thrown instanceof DOMException && thrown.name === 'TimeoutError';

/**
 * Reads a body as UTF-8 text of at most `maxBytes` bytes: counted as they come, whatever `Content-Length` says. Rejects
 * with {@link BodyTooLargeError}.
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

/** Lets go of the rest of a body. It may be broken already, which is as good as let go. */
export function letGo(reader: ReadableStreamDefaultReader<Uint8Array>): void {
  reader.cancel().catch(() => undefined);
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
