import type { CDPSession, Page } from '@playwright/test';
import { SCRIPT, dashboardTag, element, embed, exchanges, expect, isUp, test } from './support/fixtures.js';

type Dashboard = HTMLElementTagNameMap['cube-embed-dashboard'];

/** A screenshot of a dashboard has many times the bytes of one of an empty box. */
const SHARE_OF_A_FULL_PICTURE = 0.6;

test.beforeEach(async ({ page, host, tenant }) => {
  tenant.protocol = 'events';
  host.page(
    '/',
    `<style>body { margin: 0 } cube-embed-dashboard { height: 100vh }</style>${SCRIPT + dashboardTag(tenant)}`,
  );
  await page.goto(host.url);
  await isUp(page, 'dashboard');
  await embed(page, 'dashboard').getByTestId('widget-over-time').waitFor();
});

/** Every image that the browser shows while `act` runs: the presented ones, and some extra screenshots. */
async function pictures(page: Page, act: () => Promise<unknown>): Promise<Buffer[]> {
  const taken: Buffer[] = [await page.screenshot()];
  const cdp: CDPSession | undefined =
    test.info().project.name === 'chromium' ? await page.context().newCDPSession(page) : undefined;
  cdp?.on('Page.screencastFrame', ({ data, sessionId }) => {
    taken.push(Buffer.from(data, 'base64'));
    // The last images may arrive after the page was closed.
    cdp.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
  });
  await cdp?.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  let over = false;
  const acting = act().finally(() => (over = true));
  while (!over) taken.push(await page.screenshot());
  await acting;
  for (let extra = 0; extra < 3; extra += 1) taken.push(await page.screenshot());
  await cdp?.send('Page.stopScreencast');
  return taken;
}

const blank = ([full, ...others]: Buffer[]): Buffer[] =>
  others.filter(({ length }) => length < full!.length * SHARE_OF_A_FULL_PICTURE);

test('a frame replaces another without a blank moment', async ({ page, tenant }) => {
  tenant.faults.set('token', { kind: 'delay', ms: 400 }, { times: 1 });
  const taken = await pictures(page, () =>
    element(page, 'dashboard').evaluate((dashboard: Dashboard) => dashboard.renew()),
  );
  expect(exchanges(tenant)).toHaveLength(2);
  expect(taken.length).toBeGreaterThan(5);
  expect(blank(taken)).toEqual([]);
});

test('the screenshots show the blank moment of a reload by the host', async ({ page, tenant }) => {
  tenant.faults.set('token', { kind: 'delay', ms: 400 }, { times: 1 });
  const taken = await pictures(page, () =>
    element(page, 'dashboard').evaluate((dashboard: Dashboard) => dashboard.reload()),
  );
  expect(blank(taken)).not.toEqual([]);
});

test('the focus moves into the new frame, and no history entry is added', async ({ page, tenant }) => {
  const entries = await page.evaluate(() => history.length);
  await embed(page, 'dashboard').getByTestId('tab-orders').click();
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('cube-embed-dashboard');
  await element(page, 'dashboard').evaluate((dashboard: Dashboard) => dashboard.renew());
  expect(exchanges(tenant)).toHaveLength(2);
  await expect
    .poll(() =>
      embed(page, 'dashboard')
        .locator('body')
        .evaluate(() => document.hasFocus()),
    )
    .toBe(true);
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('cube-embed-dashboard');
  expect(await page.evaluate(() => history.length)).toBe(entries);
});

test('a frame with the viewer’s focus is not replaced before the token expires', async ({
  page,
  tenant,
  pass,
}) => {
  await page.clock.install();
  await page.reload();
  await isUp(page, 'dashboard');
  await embed(page, 'dashboard').getByTestId('tab-orders').click();
  await pass({ hours: 23, minutes: 31 });
  await pass({ seconds: 30 });
  await expect(embed(page, 'dashboard').getByTestId('orders')).toBeVisible();
  expect(exchanges(tenant)).toHaveLength(2);
  await pass({ minutes: 30 });
  await expect.poll(() => exchanges(tenant).length).toBe(3);
  await expect(embed(page, 'dashboard').getByTestId('widget-over-time')).toBeVisible();
});
