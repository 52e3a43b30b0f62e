import { describe, expect, it } from 'vitest';
import { call, tokenFor, withTenant } from './support.js';

describe('a dashboard', () => {
  const tenant = withTenant({ dashboards: { sales: true, drafts: false } });
  const open = async (id: string) => {
    const authorization = `Embed-Token ${await tokenFor(tenant())}`;
    return call(tenant(), 'GET', `/api/v1/embed/data?dashboard=${id}`, undefined, { authorization });
  };

  it('opens when it allows signed embedding', async () => {
    expect((await open('sales')).status).toBe(200);
  });

  it('answers 403 when it does not allow signed embedding [doc]', async () => {
    const { status, body } = await open('drafts');
    expect([status, body.message]).toEqual([403, 'Embedding is not allowed for this dashboard.']);
  });

  it.each(['secret', 'toString', '__proto__'])('answers 404 when it is not visible: %s [doc]', async (id) => {
    expect((await open(id)).status).toBe(404);
  });
});
