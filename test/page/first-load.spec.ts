import {
  SCRIPT,
  chatTag,
  dashboardTag,
  element,
  embed,
  expect,
  heard,
  isUp,
  test,
} from './support/fixtures.js';

test('a dashboard and a chat load on a page that contains only two tags', async ({ page, host, tenant }) => {
  host.page('/', SCRIPT + dashboardTag(tenant) + chatTag(tenant));
  await page.goto(host.url);
  await expect(embed(page, 'dashboard').getByTestId('title')).toHaveText('Sales overview');
  await expect(embed(page, 'chat').getByTestId('question')).toBeVisible();
  await isUp(page, 'dashboard');
  await isUp(page, 'chat');
  expect((await heard(page, 'ready')).map(({ detail }) => detail['surface']).sort()).toEqual([
    'chat',
    'dashboard',
  ]);
  expect(host.answers).toEqual([200, 200]);
});

test('each viewer sees the rows of their own city only', async ({ page, host, tenant }) => {
  host.page('/', SCRIPT + dashboardTag(tenant));
  const citiesOf = async (viewer: string): Promise<string[]> => {
    await page.request.get(`${host.url}/sign-in?as=${viewer}`);
    await page.goto(host.url);
    const dashboard = embed(page, 'dashboard');
    await dashboard.getByTestId('tab-orders').click();
    await dashboard.getByTestId('city').first().waitFor();
    return [...new Set(await dashboard.getByTestId('city').allTextContents())];
  };
  expect(await citiesOf('ada')).toEqual(['San Francisco']);
  expect(await citiesOf('bruno')).toEqual(['New York']);
  expect((await citiesOf('carla')).length).toBeGreaterThan(3);
});

test('a signed-out viewer is told so, and the retry button restores the embed', async ({
  page,
  host,
  tenant,
}) => {
  host.page('/', SCRIPT + dashboardTag(tenant));
  await page.goto(host.url);
  await isUp(page, 'dashboard');
  await page.request.get(`${host.url}/sign-in`);
  await element(page, 'dashboard').evaluate((dashboard: HTMLElementTagNameMap['cube-embed-dashboard']) =>
    dashboard.reload().catch(() => {}),
  );
  await expect(page.getByRole('alert')).toContainText('you have signed out');
  expect(await heard(page, 'error')).toMatchObject([{ detail: { code: 'session-denied', fatal: true } }]);

  await page.request.get(`${host.url}/sign-in?as=bruno`);
  await page.getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(embed(page, 'dashboard').getByTestId('attribute')).toContainText('New York');
});

test('the key appears nowhere, and a session only in the URL of its frame', async ({
  page,
  host,
  tenant,
}) => {
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  host.page('/', SCRIPT + dashboardTag(tenant) + chatTag(tenant));
  await page.goto(host.url);
  await isUp(page, 'dashboard');
  await isUp(page, 'chat');
  const seen = await page.evaluate(() => {
    const shadows = [...document.querySelectorAll('*')].map((node) => node.shadowRoot?.innerHTML ?? '');
    return [document.documentElement.outerHTML, ...shadows].join('\n').replace(/ src="[^"]*"/g, '');
  });
  const told = JSON.stringify(await heard(page)) + lines.join('\n') + seen;
  for (const secret of ['page-test-key', ...tenant.sessions.map(({ sessionId }) => sessionId)]) {
    expect(told).not.toContain(secret);
  }
});
