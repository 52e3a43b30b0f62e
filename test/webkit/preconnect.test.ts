import { expect, it } from 'vitest';
import { createCertificate } from '../../bench/net/certificate.js';
import { startFront } from '../page/support/front.js';
import { SCRIPT, dashboardTag } from '../page/support/pages.js';
import { withWebKit } from './support/browser.js';

const world = withWebKit();

it('opens the connection while the session is being fetched, without a request, and the iframe uses it', async () => {
  const { host, tenant, visit, isUp } = world();
  const connections: number[] = [];
  const asked: { path: string; connection: number }[] = [];
  const front = await startFront(createCertificate(), Number(new URL(tenant.url).port), {
    http1: false,
    onConnection: (id: number) => connections.push(id),
    onRequest: (path: string, connection: number) => asked.push({ path, connection }),
  });
  const letGo = host.hold();
  host.page(
    '/',
    SCRIPT + dashboardTag(tenant).replace(tenant.url, `https://127.0.0.1:${String(front.port)}`),
  );
  await visit('/');
  await expect.poll(() => connections.length, { timeout: 8_000 }).toBeGreaterThan(0);
  expect(asked).toEqual([]);
  const early = [...connections];
  letGo();
  await isUp('dashboard');
  expect(asked[0]?.path).toContain('/embed/dashboard/sales?session=');
  expect(early).toContain(asked[0]?.connection);
  front.stop();
});
