import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One call as received, with its body. */
export interface Call {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Settles when the caller disconnected, or the answer is complete. */
  closed: Promise<unknown>;
}

export interface Upstream {
  url: string;
  calls: Call[];
  /** Resolves with the next call. */
  nextCall(): Promise<Call>;
}

export type Answer = (response: ServerResponse, call: Call) => void;

/** A server on a real socket that answers with `answer`. It stops after the test. */
export async function startUpstream(answer: Answer): Promise<Upstream> {
  const calls: Call[] = [];
  const waiting: ((call: Call) => void)[] = [];
  const { url } = await listen(async (request, response) => {
    const call = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: await textOf(request),
      closed: once(response, 'close'),
    };
    calls.push(call);
    waiting.splice(0).forEach((resolve) => resolve(call));
    answer(response, call);
  });
  return { url, calls, nextCall: () => new Promise((resolve) => waiting.push(resolve)) };
}

/** A server on a free port of 127.0.0.1. */
export async function listen(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<{ url: string }> {
  const server = createServer((request, response) => void listener(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}` };
}

/** A local address that refuses connections. */
export async function unusedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

export const raw =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);

export const SESSION_ID = '0123456789abcdef0123456789abcdef';

export const grant = json(200, { sessionId: SESSION_ID });

/** Accepts the call and never answers. */
export const hang: Answer = () => undefined;

/** Sends the headers and half a body, then nothing more. */
export const stall: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"sessionId":');
};

/** Closes the connection in the middle of the body. */
export const cutOff: Answer = (response) => {
  response.writeHead(200, { 'content-length': '500' });
  response.write('{"sessionId":', () => response.destroy());
};

/** Closes the connection before it sends anything. */
export const reset: Answer = (response) => response.destroy();

/** Sends an endless body while the caller reads. */
export const endless: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = 'x'.repeat(16 * 1024);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};
