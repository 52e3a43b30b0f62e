import type { Page } from '@playwright/test';
import { SCRIPT, dashboardTag, expect, isUp, test } from './support/fixtures.js';

// Playwright exposes only Chromium's accessibility tree.
test.skip(({ browserName }) => browserName !== 'chromium');

/** Whether the accessibility tree marks the element as busy. */
async function isBusy(page: Page): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  const { nodeId } = await session.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: 'cube-embed-dashboard',
  });
  const { nodes } = await session.send('Accessibility.getPartialAXTree', { nodeId, fetchRelatives: false });
  await session.detach();
  return nodes[0]!.properties?.some(({ name, value }) => name === 'busy' && !!value.value) ?? false;
}

test('the accessibility tree marks the element as busy while it loads', async ({ page, host, tenant }) => {
  const release = host.hold();
  host.page('/', `${SCRIPT}${dashboardTag(tenant, 'role="group" aria-label="Sales"')}`);
  await page.goto(host.url);
  await page.getByRole('status').waitFor();
  expect(await isBusy(page)).toBe(true);
  release();
  await isUp(page, 'dashboard');
  expect(await isBusy(page)).toBe(false);
});

test('a failure is announced once, even if the page changes its strings', async ({ page, host, tenant }) => {
  host.failsWith = 403;
  host.page('/', `${SCRIPT}${dashboardTag(tenant)}`);
  await page.goto(host.url);
  const alert = await page.getByRole('alert').elementHandle();
  await page.evaluate(async () => {
    const { configure } = (await import('/cube-embed.js' as string)) as typeof import('../../src/index.js');
    configure({ strings: { loading: 'One moment…', error: 'Sorry.' }, locale: 'de' });
    document.querySelector('cube-embed-dashboard')!.frameTitle = 'Sales';
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
  expect(await alert!.evaluate((node) => node.isConnected)).toBe(true);
});
