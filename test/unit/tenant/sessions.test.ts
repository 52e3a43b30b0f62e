import { describe, expect, it } from 'vitest';
import { decodeJwt } from 'jose';
import { apiKey, exchange, generate, revoke, withTenant } from './support.js';

const viewer = { deploymentId: 1, externalId: 'ada' };

describe('generate-session', () => {
  const tenant = withTenant();

  it('returns an id of 32 hexadecimal digits', async () => {
    const { status, body } = await generate(tenant(), viewer);
    expect(status).toBe(200);
    expect(body.sessionId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('returns a new id for every call', async () => {
    const [first, second] = [await generate(tenant(), viewer), await generate(tenant(), viewer)];
    expect(first.body.sessionId).not.toBe(second.body.sessionId);
  });

  it.each([undefined, '', 'Api-Key', 'Api-Key wrong', 'Bearer wrong', `Embed-Token ${apiKey}`, apiKey])(
    'refuses the authorization %j and mints nothing',
    async (authorization) => {
      const { status, body } = await generate(
        tenant(),
        viewer,
        authorization ? { authorization } : { authorization: '' },
      );
      expect(status).toBe(401);
      expect(body.message).toEqual(expect.any(String));
      expect(JSON.stringify(body)).not.toContain(apiKey);
      expect(tenant().sessions).toHaveLength(0);
    },
  );
});

describe('authorization', () => {
  const tenant = withTenant();

  it.each(['Api-Key', 'Bearer', 'bearer'])('accepts the scheme %s for the key [doc]', async (scheme) => {
    const withScheme = { authorization: `${scheme} ${apiKey}` };
    const { status, body } = await generate(tenant(), viewer, withScheme);
    expect(status).toBe(200);
    expect((await revoke(tenant(), body.sessionId, withScheme)).status).toBe(204);
  });
});

describe('the exchange of a session', () => {
  const tenant = withTenant();

  it('returns a token for 24 hours of the tenant’s clock, without an API key [doc]', async () => {
    const { status, body } = await exchange(tenant(), tenant().mint());
    expect(status).toBe(200);
    const { iss, exp, iat } = decodeJwt(body.token!);
    expect(iss).toBe('cubecloud');
    expect(exp! - iat!).toBe(86_400);
    expect(Math.abs(iat! * 1000 - tenant().clock.now())).toBeLessThan(2000);
  });

  it('refuses a session that was already exchanged [doc]', async () => {
    const sessionId = tenant().mint();
    await exchange(tenant(), sessionId);
    expect((await exchange(tenant(), sessionId)).status).toBe(401);
  });

  it('accepts one of two concurrent exchanges', async () => {
    const sessionId = tenant().mint();
    const answers = await Promise.all([exchange(tenant(), sessionId), exchange(tenant(), sessionId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('accepts a session for five minutes, and not later [doc]', async () => {
    const [inTime, late] = [tenant().mint(), tenant().mint()];
    tenant().clock.advance(299_000);
    expect((await exchange(tenant(), inTime)).status).toBe(200);
    tenant().clock.advance(1_000);
    expect((await exchange(tenant(), late)).status).toBe(401);
  });

  it('refuses an id that was never minted [doc]', async () => {
    expect((await exchange(tenant(), '0'.repeat(32))).status).toBe(401);
  });

  it('refuses a revoked session', async () => {
    const sessionId = tenant().mint();
    expect((await revoke(tenant(), sessionId)).status).toBe(204);
    expect((await exchange(tenant(), sessionId)).status).toBe(401);
  });

  it('gives the reason only in the log', async () => {
    const sessionId = tenant().mint();
    await exchange(tenant(), sessionId);
    const { body } = await exchange(tenant(), sessionId);
    expect(body.message).not.toMatch(/spent|revoked/);
    expect(tenant().log.at(-1)).toMatchObject({
      kind: 'refused',
      where: 'token',
      status: 401,
      reason: 'session spent',
      sessionId,
    });
  });
});
