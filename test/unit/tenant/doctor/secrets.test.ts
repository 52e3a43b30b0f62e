import { describe, expect, it } from 'vitest';
import { apiKey, doctor, envFor, linesOf, withCube, withServer } from './support.js';

/** Runs doctor against a server that echoes in its error what a caller sent, spelled by `spell`. */
function echoOf(spell: (key: string) => string) {
  return withServer(
    (request, response) => {
      const key = request.headers.authorization?.replace('Api-Key ', '') ?? '';
      response.writeHead(request.url === '/robots.txt' ? 200 : 403);
      response.end(JSON.stringify({ message: spell(key) }));
    },
    (url) => doctor([], envFor(url)),
  );
}

describe('the output of doctor', () => {
  it('is JSON with values of the right type, whatever the secrets are', async () => {
    await withCube({}, async (url) => {
      const header = 'Cookie: sid=abcd; consent=true; theme=null; a="checks"; b=status';
      const { code, out } = await doctor(['--json'], envFor(url, { CUBE_ENDPOINT_HEADER: header }));
      expect(code).toBe(0);
      const report = JSON.parse(out) as { ok: unknown; checks: { status: string }[] };
      expect(report.ok).toBe(true);
      expect(report.checks.every(({ status }) => ['ok', 'skipped'].includes(status))).toBe(true);
    });
  });

  it.each<[string, (key: string) => string]>([
    ['with an invisible character in it', (key) => `${key.slice(0, 9)}\u200b${key.slice(9)}`],
    ['with a bidi override in it', (key) => `${key.slice(0, 9)}\u202e${key.slice(9)}`],
    ['with a control character in it', (key) => `${key.slice(0, 9)}\u0007${key.slice(9)}`],
    ['in hex', (key) => Buffer.from(key).toString('hex')],
    ['in two strings', (key) => `'${key.slice(0, 9)}' + '${key.slice(9)}'`],
  ])('does not contain a key that the tenant echoes %s', async (_, spell) => {
    for (const before of ['', 'x'.repeat(190), 'x'.repeat(490)]) {
      const { out } = await echoOf((key) => `${before}<${spell(key)}>`);
      expect(linesOf(out)['generate-session']).toMatch(/^✗ 403: /);
      if (before.length < 400) expect(out).toContain('[secret]');
      expect(out).not.toContain(apiKey.slice(0, 9));
      expect(out).not.toContain(Buffer.from(apiKey).toString('hex').slice(0, 20));
    }
  });

  it('cannot be changed by what a server says', async () => {
    const { out } = await echoOf(() => 'no\n  ✓ forged  line\u001b[2J\u202e\rok');
    expect(linesOf(out)).not.toHaveProperty('forged');
    for (const char of '\u001b\u202e\r') expect(out).not.toContain(char);
  });

  it('does not contain a cookie as the server decodes it', async () => {
    await withServer(
      (_request, response) =>
        response.writeHead(400).end('{"error":"no session s:abcd/efgh for pass-of-ada"}'),
      async (url) => {
        const basic = `Authorization: Basic ${btoa('ada:pass-of-ada')}`;
        for (const header of ['Cookie: sid=s%3Aabcd%2Fefgh; other=1', basic]) {
          const { out } = await doctor(['--endpoint', url], { CUBE_ENDPOINT_HEADER: header });
          expect(out).not.toContain(header.startsWith('C') ? 'abcd/efgh' : 'pass-of-ada');
        }
      },
    );
  });
});
