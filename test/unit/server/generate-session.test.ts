import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CubeApiError, generateSession } from '../../../src/server/index.js';
import type { CubeCallOptions } from '../../../src/server/index.js';
import { failureOf, printed } from './support/printed.js';
import {
  SESSION_ID,
  cutOff,
  endless,
  grant,
  hang,
  json,
  raw,
  reset,
  stall,
  startUpstream,
  unusedAddress,
} from './support/upstream.js';
import type { Answer } from './support/upstream.js';

const KEY = 'sk-Live+0123/abc"def\\==';
const viewer = { deploymentId: 7, externalId: 'ada' };

const mint = (tenantUrl: string, options: Partial<CubeCallOptions> = {}): Promise<{ sessionId: string }> =>
  generateSession(viewer, { tenantUrl, apiKey: KEY, ...options });

async function failure(answer: Answer, options: Partial<CubeCallOptions> = {}): Promise<CubeApiError> {
  const { url } = await startUpstream(answer);
  const error = await failureOf(mint(url, options));
  expect(error).toBeInstanceOf(CubeApiError);
  expect(printed(error)).not.toContain(KEY);
  return error as CubeApiError;
}

describe('generateSession', () => {
  it('posts the request with the key to the tenant and returns the session', async () => {
    const upstream = await startUpstream(grant);
    expect(await mint(upstream.url)).toEqual({ sessionId: SESSION_ID });
    expect(upstream.calls).toMatchObject([
      {
        method: 'POST',
        path: '/api/v1/embed/generate-session',
        headers: {
          authorization: `Api-Key ${KEY}`,
          'content-type': 'application/json',
          accept: 'application/json',
        },
        body: JSON.stringify(viewer),
      },
    ]);
  });

  it.each([
    ['', '/api/v1/embed/generate-session'],
    ['/', '/api/v1/embed/generate-session'],
    ['/cube/', '/cube/api/v1/embed/generate-session'],
  ])('keeps the path of a tenantUrl that ends in %j', async (path, expected) => {
    const upstream = await startUpstream(grant);
    await mint(upstream.url + path);
    expect(upstream.calls[0]?.path).toBe(expected);
  });

  it('returns nothing of the answer but the session', async () => {
    const { url } = await startUpstream(json(200, { sessionId: SESSION_ID, token: 'more' }));
    expect(await mint(url)).toEqual({ sessionId: SESSION_ID });
  });

  it('uses the fetch that is passed to it', async () => {
    const fetch = vi.fn(async () => Response.json({ sessionId: 'by hand' }));
    expect(await mint('https://cube.example', { fetch })).toEqual({ sessionId: 'by hand' });
    expect(fetch).toHaveBeenCalledOnce();
  });
});

describe('an answer without a valid session', () => {
  it.each<[string, Answer]>([
    ['an empty body', raw(200, '')],
    ['text that is not JSON', raw(200, '<html>welcome</html>')],
    ['null', json(200, null)],
    ['an array', json(200, [{ sessionId: SESSION_ID }])],
    ['no session', json(200, {})],
    ['an empty session', json(200, { sessionId: '' })],
    ['a number', json(200, { sessionId: 5 })],
    ['bytes that are not UTF-8', raw(200, Buffer.from([0xff, 0xfe, 0x00]))],
    ['an echo of the key', json(200, { sessionId: KEY })],
    ['204', raw(204, '')],
  ])('is invalid: %s', async (_, answer) => {
    const error = await failure(answer);
    expect(error.code).toBe('invalid-answer');
    expect(error.status).toBeGreaterThanOrEqual(200);
  });

  it('is invalid when it never ends, and the connection is closed', async () => {
    const upstream = await startUpstream(endless);
    expect(await failureOf(mint(upstream.url))).toMatchObject({ code: 'invalid-answer' });
    await upstream.calls[0]?.closed;
  });

  it.each<[string, Answer]>([
    ['before the headers', reset],
    ['in the body', cutOff],
  ])('is unreachable when the connection breaks %s', async (_, answer) => {
    expect(await failure(answer)).toMatchObject({ code: 'unreachable', status: null });
  });

  it('is unreachable when nothing listens at the address', async () => {
    const error = await failureOf(mint(await unusedAddress()));
    expect(error).toMatchObject({
      name: 'CubeApiError',
      code: 'unreachable',
      status: null,
      retryAfter: null,
    });
  });
});

describe('a refusal of Cube', () => {
  it.each([400, 401, 403, 404, 429, 500, 503])('carries its status: %i', async (status) => {
    const error = await failure(json(status, { message: 'Embedding is off' }));
    expect(error).toMatchObject({ code: 'rejected', status, cubeMessage: 'Embedding is off' });
    expect(error.message).toMatch(new RegExp(`^generate-session answered ${status}: Embedding is off`));
  });

  it.each([
    [400, /^check the viewer/],
    [401, /^check that apiKey/],
    [403, /^check that apiKey .* deploymentId/],
    [404, /^check tenantUrl/],
    [307, /^redirects are not followed: set tenantUrl/],
  ])('advises what to do about a %i', async (status, advice) => {
    const error = await failure(json(status, { message: 'No' }));
    expect(error.advice).toMatch(advice);
    expect(error.message.endsWith(`: No (${error.advice})`)).toBe(true);
  });

  it.each([418, 429, 500])('gives no advice on a %i', async (status) => {
    const error = await failure(json(status, { message: 'No' }));
    expect(error).toMatchObject({ advice: null, message: `generate-session answered ${status}: No` });
  });

  it.each([
    [307, false],
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [408, true],
    [425, true],
    [429, true],
    [500, true],
    [503, true],
  ])('with status %i is retryable: %s', async (status, retryable) => {
    expect(await failure(json(status, {}))).toMatchObject({ retryable });
  });

  it.each([
    'The tenant is at its embed-user limit',
    'Maximum number of external users (10,000) reached.',
    'Too many external users',
    'User quota exceeded',
  ])('is about the user limit when a 429 says %j', async (message) => {
    const error = await failure(json(429, { message }));
    expect(error).toMatchObject({ retryable: false, status: 429 });
    expect(error.advice).toMatch(/isEphemeral: true/);
  });

  it.each([
    'Too Many Requests',
    'Rate limit exceeded for this user',
    'User limit of 100 requests per minute reached',
    'Slow down: the users of this tenant are over their limit',
    'The limit is reached',
    '',
  ])('is about the rate limit when a 429 says %j', async (message) => {
    expect(await failure(json(429, { message }))).toMatchObject({ retryable: true, advice: null });
  });

  it('is about the user limit only with status 429', async () => {
    const error = await failure(json(500, { message: 'The user limit is reached' }));
    expect(error).toMatchObject({ retryable: true, advice: null });
  });

  it.each<[string, Answer, string | null]>([
    ['error, if there is no message', json(400, { error: 'Bad branch' }), 'Bad branch'],
    ['message before error', json(400, { message: 'a', error: 'b' }), 'a'],
    ['nothing of a message that is not a string', json(400, { message: { a: 1 } }), null],
    ['nothing of an empty message', json(400, { message: '' }), null],
    ['nothing of a page', raw(502, '<h1>Bad gateway</h1>'), null],
    ['nothing of an endless body', (r) => (r.writeHead(400), endlessly(r)), null],
    ['nothing of an incomplete body', (r) => void r.writeHead(400).write('{', () => r.destroy()), null],
    ['one line of many', json(400, { message: 'a\r\nINFO forged\u2028line\u0000' }), 'a INFO forged line'],
    ['the first 500 characters', json(400, { message: 'x'.repeat(2000) }), 'x'.repeat(500)],
  ])('has as its message: %s', async (_, answer, words) => {
    expect((await failure(answer)).cubeMessage).toBe(words);
  });

  it.each([
    ['120', 120],
    [' 0 ', 0],
    ['999999999', 86_400],
    ['Sun, 01 Nov 2026 00:01:30 GMT', 90],
    ['Sun, 01 Nov 2020 00:00:00 GMT', 0],
    ['soon', null],
    ['-1', null],
    ['1.5', null],
    ['1e3', null],
    ['2026-11-01', null],
    ['Abc, GMT', null],
  ])('carries Retry-After %j as %j seconds', async (header, seconds) => {
    vi.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 1));
    expect(await failure(json(429, {}, { 'retry-after': header }))).toMatchObject({ retryAfter: seconds });
  });

  it('carries no retryAfter without the header', async () => {
    expect(await failure(json(429, {}))).toMatchObject({ retryAfter: null });
  });

  it.each([301, 302, 303, 307, 308])('includes redirects, and the key is not sent on: %i', async (status) => {
    const elsewhere = await startUpstream(grant);
    const error = await failure(
      raw(status, '', { location: `${elsewhere.url}/api/v1/embed/generate-session` }),
    );
    expect(error).toMatchObject({ code: 'rejected', status });
    expect(error.message).toContain('redirect');
    expect(elsewhere.calls).toHaveLength(0);
  });

  it('includes an opaque redirect of the platform', async () => {
    const held = Object.defineProperties(Response.error(), { type: { value: 'opaqueredirect' } });
    const error = await failureOf(mint('https://cube.example', { fetch: async () => held }));
    expect(error).toMatchObject({ code: 'rejected', status: null });
    expect(String(error)).toContain('redirect');
  });

  it.each([
    ['as it is', KEY],
    ['in upper case', KEY.toUpperCase()],
    ['percent-encoded', encodeURIComponent(KEY)],
    ['JSON in JSON', JSON.stringify({ Authorization: `Api-Key ${KEY}` })],
    ['in base64', btoa(KEY).replace(/=+$/, '')],
    ['the header in base64', btoa(`Api-Key ${KEY}`).replace(/=+$/, '')],
    ['the header in base64 for URLs', Buffer.from(`Api-Key ${KEY}`).toString('base64url')],
    [
      'the header in base64, percent-encoded',
      encodeURIComponent(btoa(`Api-Key ${KEY}`)).replace(/(%3D)+$/, ''),
    ],
    ['inside more base64', btoa(JSON.stringify({ a: KEY, b: 2 }))],
    ['across the point where the message is truncated', 'x'.repeat(480) + KEY],
  ])('never contains the key that Cube echoes: %s', async (_, echo) => {
    const error = await failure(json(403, { message: `bad key ${echo}.` }));
    expect(printed(error)).not.toContain(echo);
    expect(printed(error)).not.toContain(KEY.slice(0, 10));
    expect(error.message).toContain('[secret]');
  });
});

/** The body of {@link endless}, after headers that were already sent. */
const endlessly = (response: Parameters<Answer>[0]): void => {
  const chunk = 'x'.repeat(16 * 1024);
  while (!response.destroyed && response.write(chunk));
  response.once('drain', () => {
    endlessly(response);
  });
};

describe('an option of the host', () => {
  it.each<[string, Partial<CubeCallOptions>]>([
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: undefined as unknown as string }],
    ['apiKey', { apiKey: `${KEY}\n` }],
    ['apiKey', { apiKey: `Api-Key ${KEY}` }],
    ['apiKey', { apiKey: 'ключ' }],
    ['tenantUrl', { tenantUrl: '' }],
    ['tenantUrl', { tenantUrl: 'acme.cubecloud.dev' }],
    ['tenantUrl', { tenantUrl: undefined as unknown as string }],
    ['tenantUrl', { tenantUrl: 'http://acme.cubecloud.dev' }],
    ['tenantUrl', { tenantUrl: 'http://127.0.0.1.example.com' }],
    ['tenantUrl', { tenantUrl: 'http://localhost.example.com' }],
    ['tenantUrl', { tenantUrl: 'ftp://localhost' }],
    ['tenantUrl', { tenantUrl: 'https://user@acme.cubecloud.dev' }],
    ['tenantUrl', { tenantUrl: 'https://:pass@acme.cubecloud.dev' }],
    ['tenantUrl', { tenantUrl: 'https://acme.cubecloud.dev?a=1' }],
    ['tenantUrl', { tenantUrl: 'https://acme.cubecloud.dev#a' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: NaN }],
    ['timeoutMs', { timeoutMs: Infinity }],
    ['timeoutMs', { timeoutMs: 2 ** 31 }],
    ['fetch', { fetch: 'fetch' as unknown as typeof fetch }],
  ])('is rejected by name before anything is sent: %s %o', async (field, options) => {
    const fetch = vi.fn();
    const error = await failureOf(mint('https://acme.cubecloud.dev', { fetch, ...options }));
    expect(error).toMatchObject({ name: 'CubeRequestError', field });
    expect(fetch).not.toHaveBeenCalled();
    expect(printed(error)).not.toContain(KEY);
  });

  it.each([
    'https://acme.cubecloud.dev',
    'http://localhost:1',
    'http://app.localhost',
    'http://127.9.9.9',
    'http://127.1',
    'http://[::1]:4000',
  ])('accepts the tenantUrl %s', async (tenantUrl) => {
    const fetch = async (): Promise<Response> => Response.json({ sessionId: SESSION_ID });
    await expect(mint(tenantUrl, { fetch })).resolves.toEqual({ sessionId: SESSION_ID });
  });

  it('never leads to an error with the key, whatever fetch throws', async () => {
    const root = Object.assign(new Error(`root ${KEY}`), { headers: { authorization: KEY } });
    const thrown = Object.assign(new TypeError(`fetch failed with ${KEY}`, { cause: root }), {
      code: `E_${KEY}`,
      config: { headers: new Headers({ authorization: `Api-Key ${KEY}` }) },
    });
    const error = await failureOf(mint('https://cube.example', { fetch: () => Promise.reject(thrown) }));
    expect(printed(error)).not.toContain(KEY);
    expect(error).toMatchObject({ code: 'unreachable', cause: { name: 'TypeError', code: 'E_[secret]' } });
    expect(printed(error)).toContain('root [secret]');
  });

  it.each<[string, unknown]>([
    ['a string', KEY],
    ['undefined', undefined],
    [
      'a getter that throws',
      Object.defineProperty(new Error(), 'message', {
        get: () => {
          throw new Error(KEY);
        },
      }),
    ],
    ['an error with circular causes', circle()],
    ['an object without a prototype', Object.create(null)],
  ])('leads to a CubeApiError when fetch throws %s', async (_, thrown) => {
    const fetch = async (): Promise<Response> => {
      throw thrown;
    };
    const error = await failureOf(mint('https://cube.example', { fetch }));
    expect(error).toMatchObject({ name: 'CubeApiError', code: 'unreachable' });
    expect(printed(error)).not.toContain(KEY);
  });
});

function circle(): Error {
  const error = new Error(KEY);
  error.cause = error;
  return error;
}

describe('the timeout', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each<[string, Answer]>([
    ['there is no answer', hang],
    ['an answer stalls', stall],
    ['a refusal stalls', (response) => void response.writeHead(403).write('{')],
  ])('ends the call after ten seconds when %s', async (_, answer) => {
    const upstream = await startUpstream(answer);
    const called = upstream.nextCall();
    const failed = failureOf(mint(upstream.url));
    const { closed } = await called;
    const settled = vi.fn();
    void failed.then(settled);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await failed).toMatchObject({ name: 'CubeApiError', code: 'timeout', status: null });
    await closed;
  });

  it('applies after timeoutMs, even if fetch ignores its signal', async () => {
    const failed = failureOf(
      mint('https://cube.example', { timeoutMs: 50, fetch: () => new Promise(() => undefined) }),
    );
    await vi.advanceTimersByTimeAsync(50);
    expect(await failed).toMatchObject({ code: 'timeout' });
  });

  it.each<[string, typeof fetch]>([
    ['is answered', async () => Response.json({ sessionId: SESSION_ID })],
    ['fails', () => Promise.reject(new TypeError('no network'))],
  ])('leaves no timer behind when the call %s', async (_, fetch) => {
    await mint('https://cube.example', { fetch }).catch(() => undefined);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("the caller's signal", () => {
  it('ends the call with its own reason', async () => {
    const upstream = await startUpstream(hang);
    const called = upstream.nextCall();
    const controller = new AbortController();
    const failed = failureOf(mint(upstream.url, { signal: controller.signal }));
    const { closed } = await called;
    const reason = new Error('the viewer has left');
    controller.abort(reason);
    expect(await failed).toBe(reason);
    await closed;
  });

  it('sends nothing when it is already aborted', async () => {
    const upstream = await startUpstream(grant);
    const error = await failureOf(mint(upstream.url, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ name: 'AbortError' });
    expect(upstream.calls).toHaveLength(0);
  });

  it('keeps no listener after the call', async () => {
    const { url } = await startUpstream(grant);
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, 'addEventListener');
    const remove = vi.spyOn(signal, 'removeEventListener');
    await mint(url, { signal });
    expect(add).toHaveBeenCalledOnce();
    expect(remove.mock.calls).toEqual(add.mock.calls);
  });
});
