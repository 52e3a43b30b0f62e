import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EndpointOptions } from '../../../src/session/endpoint.js';
import { createSessionHandler } from '../../../src/server/index.js';
import { endpointSource, isEndpoint, sharedEndpoint } from '../../../src/session/endpoint.js';
import { toEmbedError } from '../../../src/shared/errors.js';
import type { SessionContext } from '../../../src/session/source.js';
import { freshSession } from '../../../src/session/source.js';

const close: (() => void)[] = [];
afterEach(() => {
  for (const end of close.splice(0)) end();
});

/** A session endpoint on a real socket. */
async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  close.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/cube-session`;
}

const answering = (status: number, body = '', headers: Record<string, string> = {}): Promise<string> =>
  listen((_request, response) => response.writeHead(status, headers).end(body));

function ask(
  url: string,
  context: Partial<SessionContext> = {},
  options?: EndpointOptions,
): Promise<unknown> {
  const { signal } = new AbortController();
  return endpointSource(url, options)({ surface: 'chat', reason: 'initial', attempt: 1, signal, ...context });
}

describe('the session endpoint', () => {
  it('receives a POST of JSON that describes the session', async () => {
    let seen: { request: IncomingMessage; body: string } | undefined;
    const url = await listen((request, response) => {
      void (async () => {
        let body = '';
        for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
        seen = { request, body };
        response.end('{"sessionId":"abc"}');
      })();
    });
    const context = {
      surface: 'dashboard',
      dashboardId: 'sales',
      deploymentId: '7',
      reason: 'renewal',
    } as const;
    expect(await ask(url, { ...context, attempt: 3 })).toEqual({ sessionId: 'abc' });
    expect(seen?.request.method).toBe('POST');
    expect(seen?.request.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
    });
    expect(JSON.parse(seen?.body ?? '')).toEqual(context);
  });

  it('receives the host’s headers, such as a CSRF token, and still JSON', async () => {
    const seen: IncomingMessage[] = [];
    const url = await listen((request, response) => {
      seen.push(request);
      response.end('{"sessionId":"abc"}');
    });
    let calls = 0;
    await ask(url, {}, { headers: { 'X-CSRF-Token': 'fixed', 'Content-Type': 'text/plain' } });
    const source = endpointSource(new URL(url), {
      headers: () => Promise.resolve([['X-CSRF-Token', `token ${++calls}`]]),
    });
    const { signal } = new AbortController();
    for (const attempt of [1, 2]) await source({ surface: 'chat', reason: 'initial', attempt, signal });
    expect(seen.map(({ headers }) => headers['x-csrf-token'])).toEqual(['fixed', 'token 1', 'token 2']);
    expect(seen.map(({ headers }) => headers['content-type'])).toEqual(Array(3).fill('application/json'));
  });

  it.each([undefined, 'include', 'omit'] as const)(
    'is called with the credentials %s',
    async (credentials) => {
      const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{"sessionId":"abc"}'));
      await ask('/cube-session', {}, credentials && { credentials });
      expect(fetch).toHaveBeenCalledWith(
        '/cube-session',
        expect.objectContaining({ credentials: credentials ?? 'same-origin' }),
      );
      fetch.mockRestore();
    },
  );

  it('is one shared source for all elements that use it', () => {
    expect(sharedEndpoint('/one')).toBe(sharedEndpoint('/one'));
    expect(sharedEndpoint('/one')).not.toBe(sharedEndpoint('/other'));
  });

  it('receives no field for what an element does not have', async () => {
    let body = '';
    const url = await listen((request, response) => {
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => response.end('{"sessionId":"abc"}'));
    });
    await ask(url);
    expect(JSON.parse(body)).toEqual({ surface: 'chat', reason: 'initial' });
  });

  it('passes on the id and nothing else of the answer', async () => {
    const url = await answering(201, '{"sessionId":"abc","apiKey":"secret"}');
    expect(await ask(url)).toEqual({ sessionId: 'abc' });
  });

  it.each([401, 403])('denies the session with %i', async (status) => {
    const failure = expect(ask(await answering(status, 'words'))).rejects;
    await failure.toMatchObject({
      code: 'session-denied',
      retryable: false,
      message: expect.stringContaining(String(status)) as string,
    });
  });

  it('passes on which origin was refused, and what to do, in the words of the handler', async () => {
    const handler = createSessionHandler({
      tenantUrl: 'https://acme.cubecloud.dev',
      apiKey: 'key-0123456789',
      deploymentId: 1,
      identify: () => Promise.resolve(null),
    });
    const refusal = await handler(
      new Request('http://intranet.corp/cube-session', {
        method: 'POST',
        headers: { origin: 'http://other.corp' },
      }),
    );
    expect(refusal.status).toBe(403);
    const url = await answering(403, await refusal.text());
    await expect(ask(url)).rejects.toMatchObject({
      code: 'session-denied',
      message: `The session endpoint ${url} answered 403: Cross-site requests are refused: allowedOrigins does not list http://other.corp, the origin of the page that called http://intranet.corp. If the page is yours, add http://other.corp to allowedOrigins.`,
    });
  });

  const REFUSED = 'Cross-site requests are refused: allowedOrigins is unset.';
  it.each([
    '{"error":"Session 0123456789 is not yours."}',
    '{"error":7}',
    'null',
    'words',
    '',
    JSON.stringify({ error: `Session 0123456789: ${REFUSED}` }),
    JSON.stringify({ error: `${REFUSED} Session 0123456789` }),
  ])('passes on no other text of a refusal: %s', async (body) => {
    const url = await answering(403, body);
    const message = `The session endpoint ${url} answered 403.`;
    await expect(ask(url)).rejects.toMatchObject({ code: 'session-denied', message });
  });

  it('passes on the handler’s refusal of another site only with its own status', async () => {
    const url = await answering(401, JSON.stringify({ error: REFUSED }));
    const message = `The session endpoint ${url} answered 401.`;
    await expect(ask(url)).rejects.toMatchObject({ message });
  });

  it('shares one source, which is known as an endpoint’s', () => {
    const source = sharedEndpoint('https://host.example/shared');
    expect(sharedEndpoint('https://host.example/shared')).toBe(source);
    expect(isEndpoint(source)).toBe(true);
    expect(isEndpoint(endpointSource('https://host.example/shared'))).toBe(false);
  });

  it.each([408, 425, 429, 500, 502, 503, 504, 599])('is retryable after %i', async (status) => {
    const failure = expect(ask(await answering(status))).rejects;
    await failure.toMatchObject({ code: 'session-failed', retryable: true, retryAfter: 0 });
  });

  it.each([400, 402, 404, 405, 409, 410, 418, 422])(
    'is reported as not retryable when it answers %i',
    async (status) => {
      const url = await answering(status);
      const failure = expect(ask(`${url}?secret=1#part`)).rejects;
      const message = `The session endpoint ${url} answered ${status}.`;
      await failure.toMatchObject({ code: 'session-failed', retryable: false, message });
    },
  );

  it.each([429, 503])('sets retryAfter with the Retry-After of a %i', async (status) => {
    const failure = expect(ask(await answering(status, '', { 'Retry-After': '17' }))).rejects;
    await failure.toMatchObject({ retryAfter: 17 });
  });

  it('may send a date as Retry-After', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    const failure = await ask(await answering(503, '', { 'Retry-After': date })).catch(
      (error: unknown) => error as { retryAfter: number },
    );
    expect((failure as { retryAfter: number }).retryAfter).toBeGreaterThan(50);
  });

  it.each([
    ['null', 'null'],
    ['a string', '"abc"'],
    ['a list', '["abc"]'],
    ['a number', '7'],
    ['no id', '{"id":"abc"}'],
    ['an empty id', '{"sessionId":""}'],
    ['an id in quotes', '{"sessionId":"\\"abc\\""}'],
    ['an id that is no string', '{"sessionId":7}'],
  ])('provides no session when its answer is %s', async (_what, body) => {
    const source = endpointSource(await answering(200, body));
    const { signal } = new AbortController();
    const failure = expect(freshSession(source, { surface: 'chat', reason: 'initial', attempt: 1, signal }));
    await failure.rejects.toMatchObject({ code: 'session-invalid', retryable: false });
  });

  it.each([
    ['HTML', ' <!doctype html><p>Please sign in.</p>'],
    ['text', 'Please sign in.'],
    ['text', '{"sessionId":"ab'],
    ['an empty body', ''],
  ])('is asked again when it answers %s', async (what, body) => {
    const url = await answering(200, body, { 'Retry-After': '17' });
    const failure = expect(ask(`${url}?token=secret`)).rejects;
    await failure.toMatchObject({ code: 'session-invalid', retryable: true, retryAfter: 17 });
    const error = await ask(`${url}?token=secret`).catch((reason: unknown) => reason as Error);
    expect((error as Error).message).toContain(`${url} answered 200 with ${what} instead of JSON`);
    expect((error as Error).message).not.toMatch(/secret|redirect/);
  });

  it('names the target of a redirect without its query', async () => {
    const url = await listen((request, response) => {
      if (request.url === '/login?to=secret') response.end('<html>');
      else response.writeHead(302, { Location: '/login?to=secret' }).end();
    });
    const error = await ask(url).catch((reason: unknown) => reason as Error);
    const login = new URL('/login', url).href;
    expect((error as Error).message).toContain(
      `with HTML instead of JSON with a sessionId after a redirect to ${login}.`,
    );
  });

  it('never quotes its answer in an error: it may contain an id', async () => {
    const source = endpointSource(await answering(200, '{"sessionId":"0123456789abcdef'));
    const { signal } = new AbortController();
    await expect(
      freshSession(source, { surface: 'chat', reason: 'initial', attempt: 1, signal }),
    ).rejects.toSatisfy((error: Error) => !`${error.stack} ${String(error.cause)}`.includes('0123'));
  });

  it('is retryable when it closes the connection', async () => {
    const url = await listen((request) => request.socket.destroy());
    const reason: unknown = await ask(url).catch((error: unknown) => error);
    expect(toEmbedError(reason)).toMatchObject({ code: 'session-failed', retryable: true });
  });

  it.each([
    ['before its answer', ''],
    ['in the middle of its answer', '{"sessionId":'],
  ])('sees the connection close on an abort %s', async (_when, half) => {
    const controller = new AbortController();
    let hear: (() => void) | undefined;
    const closed = new Promise<void>((resolve) => (hear = resolve));
    const url = await listen((_request, response) => {
      response.on('close', () => hear?.());
      if (half) response.write(half);
      setImmediate(() => {
        controller.abort();
      });
    });
    await expect(ask(url, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
    await closed;
  });
});
