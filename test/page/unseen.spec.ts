import type { Page } from '@playwright/test';
import { element, expect, heard, isUp, test as base } from './support/fixtures.js';
import type { Kind, NoticedTenant } from './support/noticed.js';
import { noticedPage, startNoticedTenant } from './support/noticed.js';

/** Firefox's own default. */
const FISSION = { 'fission.webContentIsolationStrategy': 1 };

type Dashboard = HTMLElementTagNameMap['cube-embed-dashboard'];

const test = base.extend<{ kind: Kind; noticed: NoticedTenant }>({
  kind: ['pushy', { option: true }],
  noticed: async ({ kind }, use) => {
    const tenant = await startNoticedTenant(kind);
    await use(tenant);
    await tenant.stop();
  },
});

// As for Firefox's users, with frames of other sites in separate processes. Only then does a transparent frame learn that it
// is not visible. The viewer's keys go only to the host's page, which works without the preference.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, firefoxUserPrefs: { ...launchOptions.firefoxUserPrefs, ...FISSION } });
  },
});

test.beforeEach(async ({ page, host, noticed }) => {
  host.page('/', noticedPage(noticed));
  await page.goto(host.url);
});

/** The viewer types while an invisible frame takes the focus for the nth time, and afterwards. */
async function typeThrough(page: Page, push: number): Promise<void> {
  await page.waitForFunction((count) => (window as unknown as { pushes: number }).pushes === count, push);
  await expect
    .poll(() =>
      page.evaluate(
        () => document.hasFocus() && (document.activeElement?.id || document.activeElement?.localName),
      ),
    )
    .toBe('host');
  await page.keyboard.type('after');
  await expect(page.locator('#host')).toHaveValue('beforeafter');
  expect(await page.evaluate(() => scrollY)).toBe(0);
}

/** Lets the invisible frame become ready. */
const goOn = (page: Page): Promise<void> =>
  element(page, 'dashboard').evaluate(({ shadowRoot }) =>
    shadowRoot!.querySelector<HTMLIFrameElement>('iframe[inert]')!.contentWindow!.postMessage('go on', '*'),
  );

test('an invisible frame, even the first one, takes neither the keyboard nor the page’s scroll position', async ({
  page,
}) => {
  await page.locator('#host').pressSequentially('before');
  await page.addScriptTag({ type: 'module', url: '/cube-embed.js' });
  await typeThrough(page, 1);
  await goOn(page);
  await isUp(page, 'dashboard');
  await page.locator('#host').fill('');
  await page.locator('#host').pressSequentially('before');
  const renewed = element(page, 'dashboard').evaluate((dashboard: Dashboard) => dashboard.renew());
  await typeThrough(page, 2);
  await goOn(page);
  await renewed;
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('host');
});

test.describe('with a tenant that draws only visible content', () => {
  test.use({ kind: 'lazy' });

  test('an invisible frame is told that it is visible, below the fold and behind the live one', async ({
    page,
  }) => {
    await page.addScriptTag({ type: 'module', url: '/cube-embed.js' });
    await isUp(page, 'dashboard');
    await element(page, 'dashboard').evaluate((dashboard: Dashboard) => dashboard.renew());
    expect((await heard(page, 'ready')).map(({ detail }) => detail['confirmed'])).toEqual([true, true]);
  });
});
