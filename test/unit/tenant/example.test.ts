// #region backend
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCubeTenant } from '../../../testkit/tenant/index.js';
import { startShop } from './shop.js';

const apiKey = 'any-made-up-key';
const tenant = createCubeTenant({ apiKey });
let shop: Awaited<ReturnType<typeof startShop>>;

beforeAll(async () => {
  shop = await startShop({ tenantUrl: await tenant.start(), apiKey });
});
beforeEach(() => tenant.reset());
afterAll(async () => {
  await shop.stop();
  await tenant.stop();
});

const askForSession = (cookie: string) =>
  fetch(`${shop.url}/cube-session`, { method: 'POST', headers: { cookie } });

test('a viewer gets a session for their own city', async () => {
  expect((await askForSession('user=ada')).status).toBe(200);
  expect(tenant.sessions).toMatchObject([
    { request: { externalId: 'ada', userAttributes: [{ name: 'city', value: 'San Francisco' }] } },
  ]);
});

test('nobody gets a session without signing in', async () => {
  expect((await askForSession('')).status).toBe(401);
  expect(tenant.sessions).toHaveLength(0);
});
// #endregion

// #region faults
test('the shop answers 503 while Cube is overloaded, and recovers', async () => {
  tenant.faults.set('generate', { kind: 'refuse', status: 429, retryAfter: 5 }, { times: 1 });
  expect((await askForSession('user=ada')).status).toBe(503);
  expect((await askForSession('user=ada')).status).toBe(200);
});
// #endregion

// #region dashboards
const account = createCubeTenant({
  apiKey,
  deployments: [42],
  dashboards: {
    revenue: {
      title: 'Revenue',
      tenants: ['globex'],
      controls: {
        filters: { 'orders.status': { default: 'completed' }, 'orders.city': { userAttribute: 'city' } },
        timeGranularities: { 'orders.created_at': { allowed: ['month', 'quarter'] } },
      },
    },
    draft: { published: false },
    internal: false,
  },
});
// #endregion

test('the account has the dashboards that are described', () => {
  expect(account.dashboards).toMatchObject([
    { id: 'revenue', title: 'Revenue', embedding: true, published: true },
    { id: 'draft', embedding: true, published: false },
    { id: 'internal', embedding: false, published: true },
  ]);
});

// #region clock
test('an unused session expires after five minutes', () => {
  const sessionId = tenant.mint({ externalId: 'ada' });
  tenant.clock.advance(5 * 60_000);
  expect(tenant.sessions).toMatchObject([{ sessionId, state: 'expired' }]);
});
// #endregion
