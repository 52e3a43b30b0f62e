import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { doctor, envFor, linesOf, withCube, withServer } from './support.js';

/** Runs doctor on a healthy tenant, except for calls that `refusal` answers. */
const runWith = (argv: string[], refusal: (path: string, body: string) => [number, string] | null) =>
  withCube({}, (tenantUrl) =>
    withServer(
      async (request, response) => {
        const body = await textOf(request);
        const refused = refusal(request.url ?? '', body);
        if (refused) {
          response.writeHead(refused[0]).end(JSON.stringify({ message: refused[1] }));
          return;
        }
        const { method = 'GET', url = '', headers } = request;
        const { authorization = '' } = headers;
        const answer = await fetch(tenantUrl + url, {
          method,
          headers: { authorization, 'content-type': 'application/json' },
          ...(method === 'POST' && { body }),
        });
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      },
      (url) => doctor(argv, envFor(url)),
    ),
  );

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

describe('doctor, on an account', () => {
  it('without Creator Mode, skips its page and says who switches it on', async () => {
    const { out, code } = await runWith([], (_path, body) =>
      body.includes('"creatorMode":true') ? [403, 'Creator Mode is off'] : null,
    );
    expect(linesOf(out)['/embed/d/{deploymentId}/app']).toMatch(
      /^– no session of Creator Mode \(403: Creator Mode is off\): .*Enterprise plan, and Cube’s support switches it on/,
    );
    expect(code).toBe(0);
  });

  it('that restricts downloads, says so with --export alone', async () => {
    const restricted = (path: string): [number, string] | null =>
      path.includes('dashboard-exports') ? [403, 'Downloads are restricted'] : null;
    const { out, code } = await runWith(['--export'], restricted);
    expect(linesOf(out)['export']).toMatch(
      /^✗ 403: Downloads are restricted In Cube, an administrator turns on "Allow data downloads"/,
    );
    expect(code).toBe(1);
    expect((await runWith([], restricted)).code).toBe(0);
  });
});
