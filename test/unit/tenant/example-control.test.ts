import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCubeTenant } from '../../../testkit/tenant/index.js';

const tenant = createCubeTenant({ apiKey: 'any', control: true });
let tenantUrl = '';

beforeAll(async () => {
  tenantUrl = await tenant.start();
});
afterAll(() => tenant.stop());

// #region control
const control = async (name: string, body: object = {}) =>
  fetch(`${tenantUrl}/__tenant/${name}`, { method: 'POST', body: JSON.stringify(body) });

test('the tenant is controlled over HTTP', async () => {
  await control('mint', { externalId: 'ada' });
  await control('clock', { advanceMs: 5 * 60_000 });
  const state = await (await fetch(`${tenantUrl}/__tenant/state`)).json();
  expect(state).toMatchObject({ sessions: [{ state: 'expired', request: { externalId: 'ada' } }] });
});
// #endregion
