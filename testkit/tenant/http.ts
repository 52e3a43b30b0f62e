import type { IncomingMessage, ServerResponse } from 'node:http';

const BODY_LIMIT_BYTES = 1024 * 1024;

/** A response. A buffer is sent as it is, another object as `body` as JSON, an async iterable in chunks. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer | object | AsyncIterable<string>;
}

/** An error response: `message` and `code` go into the body, `reason` only into the log. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly reason: string;
  readonly sessionId: string | undefined;

  constructor(
    status: number,
    message: string,
    { reason = message, sessionId, code }: { reason?: string; sessionId?: string; code?: string } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.reason = reason;
    this.sessionId = sessionId;
  }
}

/** Reads a request's JSON object. Throws 400 for any other body, 413 above 1 MiB. */
export async function readJsonObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) throw new HttpError(413, 'The body is too large.');
    chunks.push(chunk);
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new HttpError(400, 'The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpError(400, 'The body is not a JSON object.');
  }
  return value as Record<string, unknown>;
}

/** Sends a response. Nothing may be cached, because the cache would not notice when the tenant's clock moves. */
export async function send(response: ServerResponse, { status, headers, body }: Reply): Promise<void> {
  if (response.destroyed) return;
  const stream = typeof body === 'object' && Symbol.asyncIterator in body;
  const json = typeof body === 'object' && !stream && !Buffer.isBuffer(body);
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(json ? { 'Content-Type': 'application/json; charset=utf-8' } : {}),
    ...headers,
  });
  if (stream) {
    for await (const piece of body) {
      if (response.closed) return;
      response.write(piece);
    }
    response.end();
  } else {
    response.end(json ? JSON.stringify(body) : body);
  }
}
