import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import type { SessionHandler } from '../../../../src/server/index.js';
import { listen } from './upstream.js';

/** A host on a real socket: the minimum that converts Node's request to a web `Request`. */
export async function startHost(handler: SessionHandler): Promise<string> {
  const { url } = await listen(async (incoming, outgoing) => {
    const response = await handler(toRequest(incoming, outgoing));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  });
  return `${url}/cube-session`;
}

function toRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const controller = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) controller.abort();
  });
  const { method = 'GET', headers } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(`http://${headers.host}${incoming.url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    body: hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null,
    duplex: 'half',
    signal: controller.signal,
  } as RequestInit);
}

export interface RawAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A client that can send what no browser would: any header, an incomplete body, a wrong length. */
export function startRequest(url: string, headers: Record<string, string> = {}, method = 'POST') {
  const outgoing = httpRequest(url, { method, headers });
  const answer = new Promise<RawAnswer>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', async (response) => {
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
    });
  });
  return { outgoing, answer };
}

export async function send(
  url: string,
  {
    headers,
    method,
    body = '',
  }: { headers?: Record<string, string>; method?: string; body?: string | Buffer } = {},
): Promise<RawAnswer> {
  const { outgoing, answer } = startRequest(url, headers, method);
  outgoing.end(body);
  return answer;
}
