import { describe, expect, it } from 'vitest';
import { revokeSession } from '../../../src/server/index.js';
import { failureOf, printed } from './support/printed.js';
import { SESSION_ID, cutOff, json, raw, startUpstream } from './support/upstream.js';

const apiKey = 'the-api-key-of-acme';

describe('revokeSession', () => {
  it('posts the session with the key to the tenant', async () => {
    const upstream = await startUpstream(raw(204, ''));
    await expect(revokeSession(SESSION_ID, { tenantUrl: upstream.url, apiKey })).resolves.toBeUndefined();
    expect(upstream.calls).toMatchObject([
      {
        method: 'POST',
        path: '/api/v1/embed/session/revoke',
        headers: { authorization: `Api-Key ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ sessionId: SESSION_ID }),
      },
    ]);
  });

  it('ignores the body of the answer, even a broken one', async () => {
    const { url } = await startUpstream(cutOff);
    await expect(revokeSession(SESSION_ID, { tenantUrl: url, apiKey })).resolves.toBeUndefined();
  });

  it('reports Cube’s message without the session and the key', async () => {
    const { url } = await startUpstream(json(403, { message: `no ${SESSION_ID} for ${apiKey}` }));
    const error = await failureOf(revokeSession(SESSION_ID, { tenantUrl: url, apiKey }));
    expect(error).toMatchObject({
      name: 'CubeApiError',
      status: 403,
      cubeMessage: 'no [secret] for [secret]',
    });
    expect(printed(error)).not.toContain(SESSION_ID);
    expect(printed(error)).not.toContain(apiKey);
  });

  it.each([['' as string], [undefined as unknown as string], [{} as unknown as string]])(
    'rejects %o before anything is sent',
    async (sessionId) => {
      const upstream = await startUpstream(raw(204, ''));
      const error = await failureOf(revokeSession(sessionId, { tenantUrl: upstream.url, apiKey }));
      expect(error).toMatchObject({ name: 'CubeRequestError', field: 'sessionId' });
      expect(upstream.calls).toHaveLength(0);
    },
  );
});
