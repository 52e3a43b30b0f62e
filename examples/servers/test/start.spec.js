import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { examine } from '../../doctor.js';
import { startServer } from './server-process.js';

test('the five-minute start shows a dashboard', async ({ page }) => {
  const tenant = createCubeTenant({ apiKey: 'try-me' });
  const env = {
    CUBE_TENANT_URL: await tenant.start(),
    CUBE_API_KEY: 'try-me',
    CUBE_DEPLOYMENT_ID: '1',
    CUBE_DASHBOARD_ID: 'sales',
  };
  const server = await startServer('start', env);
  const problems = [];
  page.on('console', (message) => problems.push(message.text()));
  await page.goto(server.url);
  await expect(page.frameLocator('cube-embed-dashboard iframe').getByText('Sales overview')).toBeVisible();
  expect(problems.filter((text) => !text.includes('favicon'))).toEqual([]);
  expect(tenant.sessions).toMatchObject([{ state: 'spent', request: { externalId: 'ada@example.com' } }]);
  // Everybody is signed in here, so one check cannot run.
  expect(await examine(`${server.url}/cube-session`, env)).toContain('0 failed, 1 skipped.');
  await server.stop();
  await tenant.stop();
});
