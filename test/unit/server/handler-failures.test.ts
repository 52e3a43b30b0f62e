import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSessionHandler } from '../../../src/server/index.js';
import type { SessionHandlerOptions } from '../../../src/server/index.js';
import { send, startHost } from './support/host.js';
import { printed } from './support/printed.js';
import {
  cutOff,
  endless,
  grant,
  json,
  raw,
  reset,
  startUpstream,
  unusedAddress,
} from './support/upstream.js';
import type { Answer } from './support/upstream.js';

const apiKey = 'the-api-key-of-acme';
const WORDS = 'the words of Cube';

let printedLines: string;
beforeEach(() => {
  printedLines = '';
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => {
      printedLines += args.map(printed).join(' ');
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(printedLines).not.toContain(apiKey);
});

async function ask(answer: Answer, options: Partial<SessionHandlerOptions> = {}) {
  const tenant = await startUpstream(answer);
  const handler = createSessionHandler({
    tenantUrl: tenant.url,
    apiKey,
    deploymentId: 7,
    identify: () => ({ externalId: 'ada' }),
    ...options,
  });
  const { status, headers, body } = await send(await startHost(handler));
  const { error } = JSON.parse(body) as { error: string };
  expect(error).toMatch(/^[A-Z][A-Za-z ]+\.$/);
  return { status, headers, error };
}

describe('a failure of Cube is', () => {
  it.each<[number, string, Answer]>([
    [502, 'a redirect', raw(302, WORDS, { location: 'https://cube.example' })],
    [502, '400', json(400, { message: WORDS })],
    [502, '401', json(401, { message: WORDS })],
    [502, '403', json(403, { message: WORDS })],
    [502, '404', json(404, { message: WORDS })],
    [502, '500', raw(500, WORDS)],
    [502, 'an answer without a session', json(200, { message: WORDS })],
    [502, 'an answer that is not JSON', raw(200, WORDS)],
    [502, 'an endless answer', endless],
    [502, 'an incomplete answer', cutOff],
    [502, 'no answer', reset],
    [503, '429', json(429, { message: WORDS })],
    [503, '503', json(503, { message: WORDS })],
  ])('%i for %s', async (status, _, answer) => {
    const onError = vi.fn();
    expect(await ask(answer, { onError })).toMatchObject({ status });
    expect(onError.mock.calls).toMatchObject([[{ name: 'CubeApiError' }, { method: 'POST' }]]);
    expect(printedLines).toBe('');
  });

  it('502 when nothing listens at the address', async () => {
    expect(await ask(grant, { tenantUrl: await unusedAddress() })).toMatchObject({ status: 502 });
  });

  it.each([429, 503])('reported to the page with Retry-After: %i', async (status) => {
    const { headers } = await ask(json(status, {}, { 'retry-after': '17' }));
    expect(headers['retry-after']).toBe('17');
  });

  it.each([undefined, '', 'soon', '-3', 'Mon'])(
    'reported without an invalid Retry-After: %j',
    async (retryAfter) => {
      const { headers } = await ask(
        json(429, {}, retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
      );
      expect(headers).not.toHaveProperty('retry-after');
    },
  );

  it.each<[string, Answer]>([
    ['a redirect', raw(302, '', { location: 'https://cube.example' })],
    ['a wrong request', json(400, {})],
    ['a wrong key', json(401, {})],
    ['embedding not allowed', json(403, { message: WORDS }, { 'retry-after': '17' })],
    ['an unknown branch', json(404, {})],
    [
      'the user limit',
      json(429, { message: 'The tenant is at its embed-user limit' }, { 'retry-after': '17' }),
    ],
  ])('answered with a Retry-After of ten minutes: %s', async (_, answer) => {
    const { status, headers, error } = await ask(answer);
    expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 502, retryAfter: '600' });
    expect(error).toBe('Cube refused the session.');
  });

  it.each<[string, Answer]>([
    ['a crash', json(500, {})],
    ['no answer', reset],
    ['an answer that is not JSON', raw(200, WORDS)],
  ])('answered without Retry-After when it may be temporary: %s', async (_, answer) => {
    const { status, headers } = await ask(answer);
    expect(status).toBe(502);
    expect(headers).not.toHaveProperty('retry-after');
  });
});

describe('a failure of the host is', () => {
  it.each<[string, SessionHandlerOptions['identify']]>([
    [
      'throws',
      () => {
        throw new TypeError('no database');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('no database'))],
  ])('500 without its message when identify %s', async (_, identify) => {
    const onError = vi.fn();
    const { status, headers, error } = await ask(grant, { identify, onError });
    expect(status).toBe(500);
    expect(headers).not.toHaveProperty('retry-after');
    expect(error).not.toContain('database');
    expect(onError.mock.calls).toMatchObject([[{ name: 'TypeError', message: 'no database' }, {}]]);
  });

  it('500 with a long Retry-After when identify returns a viewer whom Cube would refuse', async () => {
    const onError = vi.fn();
    expect(await ask(grant, { identify: () => ({ externalId: 'Ada' }), onError })).toMatchObject({
      status: 500,
      headers: { 'retry-after': '600' },
    });
    expect(onError.mock.calls).toMatchObject([[{ name: 'CubeRequestError', field: 'externalId' }, {}]]);
  });

  it.each([['ada'], [true], [[]]])('500 when identify returns %o', async (viewer) => {
    const onError = vi.fn();
    expect(await ask(grant, { identify: () => viewer as never, onError })).toMatchObject({ status: 500 });
    expect(onError.mock.calls).toMatchObject([[{ name: 'CubeRequestError' }, {}]]);
  });
});

describe("the host's log", () => {
  it('receives Cube’s message, with the key masked', async () => {
    const onError = vi.fn<NonNullable<SessionHandlerOptions['onError']>>();
    await ask(json(403, { message: `${WORDS} for ${apiKey}` }), { onError });
    const text = printed(onError.mock.calls[0]?.[0]);
    expect(text).toContain(`${WORDS} for [secret]`);
    expect(text).not.toContain(apiKey);
  });

  it('receives what identify threw, with the key masked everywhere', async () => {
    const onError = vi.fn<NonNullable<SessionHandlerOptions['onError']>>();
    const thrown = Object.assign(new Error(`bad ${apiKey}`), { options: { apiKey }, code: 'E_SESSION' });
    await ask(grant, { identify: () => Promise.reject(thrown), onError });
    const [error] = onError.mock.calls[0] ?? [];
    expect(error).toMatchObject({ message: 'bad [secret]', code: 'E_SESSION' });
    expect(printed(error)).not.toContain(apiKey);
  });

  it.each<[string, SessionHandlerOptions['onError']]>([
    [
      'throws',
      () => {
        throw new Error(apiKey);
      },
    ],
    ['rejects', () => Promise.reject(new Error(apiKey))],
  ])('does not affect the answer when it %s, and that is logged', async (_, onError) => {
    expect(await ask(json(403, { message: WORDS }), { onError })).toMatchObject({ status: 502 });
    expect(printedLines).toContain('onError failed');
    expect(printedLines).toContain('CubeApiError: generate-session answered 403');
  });

  it('does not delay the answer', async () => {
    expect(await ask(json(403, {}), { onError: () => new Promise(() => undefined) })).toMatchObject({
      status: 502,
    });
  });

  it('is one console line by default: Cube’s message and what to do', async () => {
    await ask(json(403, { message: `${WORDS}\nfor ${apiKey}` }));
    expect(vi.mocked(console.error).mock.calls).toEqual([
      [
        expect.stringMatching(
          /^cube-embed: could not create a session: CubeApiError: generate-session answered 403: the words of Cube for \[secret\] \(check that apiKey .*\)$/,
        ),
      ],
    ]);
  });

  it('has room on the console for advice after the longest message', async () => {
    await ask(json(403, { message: 'x'.repeat(2000) }));
    expect(printedLines).toContain('that signed embedding is enabled)');
  });

  it('includes calls without a status on the console', async () => {
    await ask(reset);
    expect(printedLines).toContain(
      'could not create a session: CubeApiError: generate-session did not answer (check that this server can reach',
    );
  });

  it('is one line on the console, whatever identify throws', async () => {
    await ask(grant, { identify: () => Promise.reject(new Error(`no ${apiKey}\nforged line`)) });
    expect(printedLines).toContain('cube-embed: could not create a session: Error: no [secret] forged line');
  });
});
