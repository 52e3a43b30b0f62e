import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSessionHandler, revokeSession } from '../../../src/server/index.js';
import { createMasker } from '../../../src/server/masker.js';
import { printable, toLogLine } from '../../../src/server/secrets.js';
import { send, startHost } from './support/host.js';
import { failureOf, printed } from './support/printed.js';
import { startUpstream } from './support/upstream.js';
import type { Answer } from './support/upstream.js';

const MARK = 'words-of-cube';
const RUNS = 150;

const visible = Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i));
const key = fc.string({ unit: fc.constantFrom(...visible), minLength: 12, maxLength: 60 });

/** How a careless server might echo the header that it received. */
const echo = fc.constantFrom<(header: string) => string>(
  (header) => header,
  (header) => header.replace('Api-Key ', ''),
  (header) => encodeURIComponent(header),
  (header) => JSON.stringify({ headers: { authorization: header } }),
  (header) => `${'x'.repeat(480)}${header}`,
  (header) => header.toUpperCase(),
  (header) => `Basic ${btoa(header)}`,
  (header) => encodeURIComponent(btoa(header)),
  (header) => `<pre>\r\n${header}\r\n</pre>`,
);

const wrapping = fc.constantFrom<(words: string) => string>(
  (words) => JSON.stringify({ message: words }),
  (words) => JSON.stringify({ error: words }),
  (words) => JSON.stringify({ sessionId: words }),
  (words) => JSON.stringify({ message: { text: words } }),
  (words) => JSON.stringify([words]),
  (words) => words,
  (words) => `{"message":"${words}`,
);

const header = fc.constantFrom(
  'retry-after',
  'location',
  'set-cookie',
  'www-authenticate',
  'x-request-id',
  'access-control-allow-origin',
);

/** Answers that echo the key in their status line, their headers and their body. */
const answer: fc.Arbitrary<Answer> = fc
  .record({
    status: fc.oneof(fc.integer({ min: 200, max: 599 }), fc.constantFrom(200, 302, 403, 429, 503)),
    echo,
    wrapping,
    headers: fc.uniqueArray(header, { maxLength: 3 }),
    breaksOff: fc.boolean(),
  })
  .map(({ status, echo, wrapping, headers, breaksOff }) => (response, call) => {
    const words = echo(`${MARK} ${call.headers.authorization ?? ''}`);
    const oneLine = words.replace(/[\r\n]/g, ' ');
    response.writeHead(status, oneLine, Object.fromEntries(headers.map((name) => [name, oneLine])));
    const body = wrapping(words);
    if (breaksOff) response.write(body.slice(0, -1), () => response.destroy());
    else response.end(body);
  });

const asked = fc.record({
  method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'OPTIONS'),
  headers: fc.dictionary(
    fc.constantFrom(
      'origin',
      'sec-fetch-site',
      'cookie',
      'authorization',
      'content-type',
      'referer',
      'x-forwarded-host',
    ),
    fc.oneof(
      fc.constantFrom('same-origin', 'https://partner.example', 'cross-site'),
      fc.string({ unit: fc.constantFrom(...visible) }),
    ),
    { maxKeys: 2 },
  ),
  body: fc.oneof(
    fc.constantFrom('', '{"surface":"chat"}'),
    fc.json(),
    fc.constantFrom('{', 'x'.repeat(5000)),
  ),
});

let lines: string;
beforeEach(() => {
  lines = '';
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => {
      lines += args.map(printed).join(' ');
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** An upstream and a host shared by all runs of a property; their behavior changes from run to run. */
async function startBoth() {
  const now: { answer: Answer; handler: (request: Request) => Promise<Response> } = {
    answer: () => undefined,
    handler: async () => new Response(),
  };
  const tenant = await startUpstream((response, call) => {
    now.answer(response, call);
  });
  const url = await startHost((request) => now.handler(request));
  return { now, tenant, url };
}

describe('for any request and any answer of Cube', () => {
  it('the key appears in no answer, console line or log, and Cube’s text in no answer', async () => {
    const { now, tenant, url } = await startBoth();
    let reached = 0;
    await fc.assert(
      fc.asyncProperty(
        key,
        answer,
        asked,
        fc.boolean(),
        async (apiKey, answer, { method, headers, body }, logs) => {
          lines = '';
          const logged: unknown[] = [];
          now.answer = answer;
          now.handler = createSessionHandler({
            tenantUrl: tenant.url,
            apiKey,
            deploymentId: 7,
            identify: () => ({ externalId: 'ada' }),
            allowedOrigins: ['https://partner.example'],
            onError: logs ? (error) => logged.push(error) : undefined,
          });
          const seen = tenant.calls.length;
          const reply = JSON.stringify(await send(url, { method, headers, body }));
          reached += tenant.calls.length - seen;
          for (const text of [reply, lines, printed(logged)]) {
            expect(text).not.toContain(apiKey);
            expect(text).not.toContain(btoa(`Api-Key ${apiKey}`).slice(12, -4));
          }
          expect(reply).not.toContain(MARK);
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
    // the property would be meaningless if no request ever reached Cube
    expect(reached).toBeGreaterThan(RUNS / 10);
  });

  it('a failed revocation contains neither the key nor the session', async () => {
    const { now, tenant } = await startBoth();
    const sessionId = '0123456789abcdef0123456789abcdef';
    await fc.assert(
      fc.asyncProperty(
        key,
        echo,
        wrapping,
        fc.integer({ min: 300, max: 599 }),
        async (apiKey, echo, wrapping, status) => {
          now.answer = (response, call) => {
            response
              .writeHead(status)
              .end(wrapping(echo(`${call.headers.authorization ?? ''} ${call.body}`)));
          };
          const error = printed(await failureOf(revokeSession(sessionId, { tenantUrl: tenant.url, apiKey })));
          expect(error).not.toContain(apiKey);
          expect(error).not.toContain(sessionId);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('masking', () => {
  it('removes a secret from any text, in any case', () => {
    fc.assert(
      fc.property(key, fc.string(), fc.string(), fc.boolean(), (secret, before, after, loud) => {
        const echo = loud ? secret.toUpperCase() : secret;
        const text = toLogLine(`${before}${echo}${after}`, createMasker(secret));
        expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
      }),
    );
  });

  it('removes a secret inside base64, whatever surrounds it', () => {
    const base64 = fc.constantFrom<(text: string) => string>(
      (text) => Buffer.from(text).toString('base64'),
      (text) => Buffer.from(text).toString('base64url'),
      (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
      (text) => Buffer.from(JSON.stringify({ authorization: text })).toString('base64'),
    );
    fc.assert(
      fc.property(key, fc.string(), fc.string(), base64, (secret, before, after, encode) => {
        const text = createMasker(secret)(encode(`${before}${secret}${after}`));
        expect(text).toContain('[secret]');
        for (const run of decodeURIComponent(text).split('[secret]')) {
          // a run may start in the middle of a group of four characters
          for (const start of [0, 1, 2, 3]) {
            expect(Buffer.from(run.slice(start), 'base64').toString()).not.toContain(secret.slice(0, 6));
          }
        }
      }),
    );
  });

  it('turns any text into one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toLogLine(text, createMasker('secret'))).not.toMatch(
          /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u,
        );
      }),
    );
  });

  it('handles any thrown value', () => {
    fc.assert(
      fc.property(key, fc.anything({ withNullPrototype: true, withBigInt: true }), (secret, thrown) => {
        const error = printable(
          Object.assign(new Error(secret), { cause: { message: secret, thrown } }),
          createMasker(secret),
        );
        expect(printed(error)).not.toContain(secret);
        expect(printable(thrown, createMasker(secret))).toBeInstanceOf(Error);
      }),
    );
  });

  const SPELLINGS: Record<string, (text: string) => string> = {
    'percent-encoded in full': (text) => text.replace(/[^]/g, (c) => `%${hexOf(c)}`),
    'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
    'escaped for JSON twice': (text) => JSON.stringify(JSON.stringify(text)),
    'escaped for JSON in full': (text) => text.replace(/[^]/g, (c) => `\\u00${hexOf(c)}`),
    'escaped for a source text': (text) => text.replace(/[^]/g, (c) => `\\x${hexOf(c)}`),
    'escaped for HTML': (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;'),
    'escaped for HTML in numbers': (text) => text.replace(/[^]/g, (c) => `&#${c.charCodeAt(0)};`),
    'in hex': (text) => Buffer.from(text).toString('hex'),
    'in hex with colons': (text) => text.split('').map(hexOf).join(':'),
    'in hex with 0x': (text) =>
      text
        .split('')
        .map((c) => `0x${hexOf(c)}`)
        .join(', '),
    'as a list of bytes': (text) => JSON.stringify(Buffer.from(text)),
    'in base64 with line ends': (text) => Buffer.from(text).toString('base64').replace(/.{7}/g, '$&\r\n'),
    'with a zero-width space in it': (text) => `${text.slice(0, 5)}\u200b${text.slice(5)}`,
    'with a bidi override in it': (text) => `${text.slice(0, 5)}\u202e${text.slice(5)}`,
    'with a control character in it': (text) => `${text.slice(0, 5)}\u001b${text.slice(5)}`,
    'with an escaped line end in it': (text) => JSON.stringify(`${text.slice(0, 5)}\n${text.slice(5)}`),
    'with spaces in it': (text) => text.split('').join(' '),
    'in two strings': (text) => `"${text.slice(0, 6)}" + "${text.slice(6)}"`,
  };
  const hexOf = (char: string): string => char.charCodeAt(0).toString(16).padStart(2, '0');

  it.each(Object.keys(SPELLINGS))('removes a secret %s', (name) => {
    const spell = SPELLINGS[name] as (text: string) => string;
    fc.assert(
      fc.property(letters, fc.constantFrom('', 'Api-Key '), (secret, before) => {
        const text = createMasker(secret)(`the key ${spell(before + secret)}, is wrong`);
        expect(text).toMatch(/^the key .*\[secret\].*, is wrong$/s);
        expect(plainOf(text)).not.toContain(plainOf(spell(secret)).slice(3, -6));
      }),
    );
  });

  const plainOf = (text: string): string => text.toLowerCase().replace(/[^a-z\d]/g, '');
  const letters = fc
    .array(fc.stringMatching(/^[A-Za-z\d]{3,6}$/), { minLength: 4, maxLength: 8 })
    .map((parts) => parts.join('-'));

  it.each([
    ['a cookie that the server decodes', 's%3Aabcd%2Fefgh', 'unknown session s:abcd/efgh'],
    ['credentials that the server decodes', btoa('ada:pass-word-of-ada'), 'ada:pass-word-of-ada is wrong'],
    [
      'the password of such credentials',
      btoa('ada:pass-word-of-ada'),
      'the password pass-word-of-ada is wrong',
    ],
    ['a text that is not ASCII', 'schlüssel-größe', `key=${encodeURIComponent('schlüssel-größe')}`],
  ])('removes %s', (_, secret, echo) => {
    const text = createMasker(secret)(echo);
    expect(text).toContain('[secret]');
    expect(text).not.toMatch(/abcd|pass-word|schl/);
  });

  it('changes no text without the secret', () => {
    fc.assert(
      fc.property(key, fc.string({ unit: 'binary' }), (secret, text) => {
        fc.pre(!plainOf(text).includes(plainOf(secret)));
        expect(createMasker(secret)(text)).toBe(text);
      }),
    );
    expect(createMasker('true')('a true story, t r u e')).toBe('a [secret] story, t r u e');
  });

  it('takes little time for a long text', () => {
    const mask = createMasker('a'.repeat(40), '-'.repeat(40));
    const start = performance.now();
    mask('a'.repeat(39).concat('-').repeat(1600));
    mask('%25'.repeat(20_000));
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('removes a longer secret completely if it starts with a shorter one', () => {
    expect(createMasker('abcd', 'abcdefgh')('abcdefgh abcd')).toBe('[secret] [secret]');
  });

  it('does nothing without a secret', () => {
    expect(createMasker('')('as it was')).toBe('as it was');
  });
});
