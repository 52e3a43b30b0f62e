import { expect, test } from '@playwright/test';
import { servePage } from './pages.js';

let host;

test.beforeAll(async () => {
  // There is no tenant, because nothing may be requested from one.
  host = await servePage('storybook', { url: 'http://tenant.invalid' });
});
test.afterAll(() => host?.stop());

for (const [story, text] of [
  ['loading', 'cube-embed-dashboard: loading'],
  ['ready', 'Ready: sales'],
  ['failed', 'No figures today.'],
]) {
  test(`a story shows a stub that is ${story}, with no frame and no session`, async ({ page }) => {
    const asked = [];
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).origin}`));
    await page.goto(`${host.url}/iframe.html?id=report--${story}&viewMode=story`);
    await expect(page.getByText(text)).toBeVisible();
    expect(page.frames()).toHaveLength(1);
    expect(new Set(asked)).toEqual(new Set([`GET ${host.url}`]));
  });
}
