import { describe, expect, it } from 'vitest';
import { SignJWT } from 'jose';
import { createCubeTenant, createTenantClock } from '../../../testkit/tenant/index.js';
import { apiKey, call, generate, revoke, tokenFor, withTenant } from './support.js';
import type { Answer } from './support.js';
import type { CubeTenant } from '../../../testkit/tenant/index.js';

interface Row {
  city: string;
  status: string;
}

const data = (tenant: CubeTenant, token: string, query = ''): Promise<Answer> =>
  call(tenant, 'GET', `/api/v1/embed/data${query}`, undefined, { authorization: `Embed-Token ${token}` });

async function rows(
  tenant: CubeTenant,
  userAttributes: { name: string; value: string | string[] | null }[],
): Promise<Row[]> {
  const { body } = await data(tenant, await tokenFor(tenant, { userAttributes }));
  return body['orders'] as Row[];
}

const distinct = (values: string[]): string[] => [...new Set(values)].sort();

describe('the data of an embed', () => {
  const tenant = withTenant({ deployments: [1, 5] });

  it('contains every row for a viewer without attributes', async () => {
    expect(distinct((await rows(tenant(), [])).map(({ city }) => city)).length).toBeGreaterThan(3);
  });

  it('contains only San Francisco’s rows for a viewer with that city', async () => {
    const visible = await rows(tenant(), [{ name: 'city', value: 'San Francisco' }]);
    expect(visible.length).toBeGreaterThan(100);
    expect(distinct(visible.map(({ city }) => city))).toEqual(['San Francisco']);
  });

  it('applies a list of values and several attributes at once', async () => {
    const visible = await rows(tenant(), [
      { name: 'city', value: ['Austin', 'Boston'] },
      { name: 'status', value: 'returned' },
    ]);
    expect(distinct(visible.map(({ city }) => city))).toEqual(['Austin', 'Boston']);
    expect(distinct(visible.map(({ status }) => status))).toEqual(['returned']);
  });

  it('is not filtered by an attribute without a value or without a column', async () => {
    const everything = (await rows(tenant(), [])).length;
    expect(
      await rows(tenant(), [
        { name: 'city', value: null },
        { name: 'team', value: 'a' },
      ]),
    ).toHaveLength(everything);
  });

  it('is empty for a value that no row has', async () => {
    expect(await rows(tenant(), [{ name: 'city', value: 'Atlantis' }])).toEqual([]);
  });

  it('is the same in every tenant', async () => {
    const other = createCubeTenant({ apiKey });
    await other.start();
    expect(await rows(other, [])).toEqual(await rows(tenant(), []));
    await other.stop();
  });

  it.each([
    ['no token', () => ''],
    ['text that is not a token', () => 'abc'],
    ['a token without its signature', (token: string) => token.replace(/[^.]+$/, '')],
    [
      'a token signed with another key',
      () =>
        new SignJWT({ deploymentId: 1, userAttributes: [] })
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuer('cubecloud')
          .setExpirationTime('1d')
          .sign(new TextEncoder().encode(apiKey.padEnd(32))),
    ],
  ])('is refused for %s', async (_, forge) => {
    expect((await data(tenant(), await forge(await tokenFor(tenant())))).status).toBe(401);
  });

  it('is refused once the token is 24 hours old [doc]', async () => {
    const token = await tokenFor(tenant());
    tenant().clock.advance(86_400_000 - 1000);
    expect((await data(tenant(), token)).status).toBe(200);
    tenant().clock.advance(1000);
    expect((await data(tenant(), token)).status).toBe(401);
  });

  it('is refused once the session is revoked, by HTTP or from Node [doc]', async () => {
    const tokens = await Promise.all([tokenFor(tenant()), tokenFor(tenant()), tokenFor(tenant())]);
    const [first, second] = tenant().sessions;
    await revoke(tenant(), first!.sessionId);
    tenant().revoke(second!.sessionId);
    expect(await Promise.all(tokens.map(async (token) => (await data(tenant(), token)).status))).toEqual([
      401, 401, 200,
    ]);
  });

  it('is refused for a token with another scheme than Embed-Token [doc]', async () => {
    const authorization = `Bearer ${await tokenFor(tenant())}`;
    expect((await call(tenant(), 'GET', '/api/v1/embed/data', undefined, { authorization })).status).toBe(
      401,
    );
  });

  it('is refused for another deployment than the session’s, and for an unknown dashboard', async () => {
    const token = await tokenFor(tenant(), { deploymentId: 5 });
    expect((await data(tenant(), token, '?deployment=5&dashboard=sales')).status).toBe(200);
    expect((await data(tenant(), token, '?deployment=6&dashboard=sales')).status).toBe(403);
    expect((await data(tenant(), token, '?dashboard=nothing')).status).toBe(404);
  });
});

describe('a token', () => {
  const tenant = withTenant();

  it('does not contain its session’s id', async () => {
    const token = await tokenFor(tenant(), { userAttributes: [{ name: 'city', value: 'Austin' }] });
    const claims = Buffer.from(token.split('.')[1]!, 'base64url').toString();
    expect(claims).toContain('Austin');
    expect(claims).not.toContain(tenant().sessions[0]!.sessionId);
  });

  it('expires as configured', async () => {
    const short = createCubeTenant({
      apiKey,
      tokenTtlSeconds: 60,
      sessionTtlSeconds: 10,
      clock: createTenantClock({ frozen: true }),
    });
    await short.start();
    const token = await tokenFor(short);
    const waiting = short.mint();
    short.clock.advance(10_000);
    expect(short.sessions.at(-1)).toMatchObject({ sessionId: waiting, state: 'expired' });
    expect((await data(short, token)).status).toBe(200);
    short.clock.advance(50_000);
    expect((await data(short, token)).status).toBe(401);
    await short.stop();
  });
});

describe('revoking', () => {
  const tenant = withTenant();

  it('requires the API key [doc]', async () => {
    const sessionId = tenant().mint();
    expect((await revoke(tenant(), sessionId, {})).status).toBe(401);
    expect(tenant().sessions[0]!.state).toBe('fresh');
  });

  it('may be repeated, and may be of a session that never existed [doc]', async () => {
    const { body } = await generate(tenant(), { deploymentId: 1, externalId: 'ada' });
    for (const id of [body.sessionId, body.sessionId, 'f'.repeat(32)]) {
      expect((await revoke(tenant(), id)).status).toBe(204);
    }
  });

  it.each(['', 'F'.repeat(32), 'f'.repeat(31), 7, undefined])('refuses the id %j', async (id) => {
    expect((await revoke(tenant(), id)).status).toBe(400);
  });
});

describe('the chat', () => {
  const tenant = withTenant();

  it('answers from the viewer’s own rows', async () => {
    const token = await tokenFor(tenant(), { userAttributes: [{ name: 'city', value: 'Austin' }] });
    const answer = await fetch(`${tenant().url}/api/v1/embed/chat`, {
      method: 'POST',
      headers: { authorization: `Embed-Token ${token}` },
      body: JSON.stringify({ question: 'orders by city' }),
    });
    const text = await answer.text();
    expect(text).toContain('Austin\t');
    expect(text).not.toContain('Boston');
  });

  it('requires a token and a question', async () => {
    const ask = (body: object, token: string): Promise<Answer> =>
      call(tenant(), 'POST', '/api/v1/embed/chat', body, { authorization: `Embed-Token ${token}` });
    expect((await ask({ question: 'orders' }, 'abc')).status).toBe(401);
    expect((await ask({}, await tokenFor(tenant()))).status).toBe(400);
  });
});
