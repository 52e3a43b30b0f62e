import { expect, test } from './support/bare-frame.js';

const APP = '/embed/d/42/app';
const DASHBOARD = '/embed/dashboard/sales';

test.describe('a path of the embed', () => {
  test('is an absolute path of the tenant in events and in the navigate action [doc]', async ({ bare }) => {
    await bare.open(APP, { deploymentId: 42 });
    await bare.act('navigate', { path: `${APP}/workbook/130` });
    await expect(bare.frame.getByTestId('title')).toHaveText('Workbook 130');
    expect(await bare.payloads('navigate')).toEqual([{ path: `${APP}/workbook/130`, previousPath: APP }]);
    await expect
      .poll(async () => (await bare.payloads('view')).map(({ path }) => path))
      .toEqual([APP, `${APP}/workbook/130`]);
  });

  test('is resolved like a URL, and never leads to another site', async ({ bare }) => {
    await bare.open(APP, { deploymentId: 42 });
    for (const path of ['https://evil.example/', '//evil.example/embed', 'workbook/1', 7, null])
      await bare.act('navigate', { path });
    await bare.act('navigate', { path: `${APP}/workbooks/../workbook/1` });
    await expect(bare.frame.getByTestId('workbook')).toBeVisible();
    await expect
      .poll(async () => (await bare.payloads('navigate')).map(({ path }) => path))
      .toEqual([`${APP}/workbook/1`]);
  });

  for (const path of ['/workbook/130', '/dashboards', '/embed/chat']) {
    test(`leads out of the embed without its prefix: ${path} [doc]`, async ({ bare }) => {
      await bare.open(APP, { deploymentId: 42 });
      await bare.act('navigate', { path });
      await expect(bare.frame.getByTestId('nothing-here')).toContainText(`${path} is outside this embed`);
      await bare.act('navigate', { path: APP });
      await expect(bare.frame.getByTestId('dashboards')).toBeVisible();
    });
  }

  for (const [path, shown, request] of [
    [`${APP}/workbook/130`, 'workbook', { deploymentId: 42 }],
    [`${APP}/dashboard/orders/orders`, 'orders', { deploymentId: 42 }],
    [`${DASHBOARD}/orders`, 'orders', {}],
  ] as const) {
    test(`is opened as a deep link: ${path}`, async ({ bare }) => {
      await bare.open(path, request);
      await expect(bare.frame.getByTestId(shown)).toBeVisible();
      expect(await bare.payloads('view')).toMatchObject([{ path }]);
    });
  }
});

test.describe('a link from one dashboard to another', () => {
  test('takes the embed there, and the navigate action takes it back [doc]', async ({ bare, tenant }) => {
    await bare.open(DASHBOARD);
    await bare.frame.getByTestId('dashboard-link').filter({ hasText: 'Orders' }).click();
    await expect(bare.frame.getByTestId('title')).toHaveText('Orders');
    await expect
      .poll(async () => (await bare.payloads('view')).at(-1))
      .toEqual({
        surface: 'dashboard',
        path: '/embed/dashboard/orders',
        publicId: 'orders',
        title: 'Orders',
      });
    await expect
      .poll(async () => (await bare.payloads('dashboard-loaded')).at(-1))
      .toMatchObject({ publicId: 'orders' });
    await bare.frame.getByTestId('tab-orders').click();
    await bare.act('navigate', { path: DASHBOARD });
    await expect(bare.frame.getByTestId('title')).toHaveText('Sales overview');
    await expect
      .poll(async () => (await bare.payloads('navigate')).map(({ path }) => path))
      .toEqual(['/embed/dashboard/orders', '/embed/dashboard/orders/orders', DASHBOARD]);
    expect(tenant.log.filter(({ kind }) => kind === 'page')).toHaveLength(1);
  });

  test.describe('that does not exist', () => {
    test('reports a non-fatal error to the host', async ({ bare }) => {
      await bare.open(DASHBOARD);
      await bare.act('navigate', { path: '/embed/dashboard/salse' });
      await expect.poll(() => bare.payloads('error')).toMatchObject([{ fatal: false }]);
    });
  });
});

test.describe('the browser’s history', () => {
  const goBack = (page: import('@playwright/test').Page) => page.evaluate(() => history.back());

  test('does not change with the router "memory"', async ({ page, bare }) => {
    await bare.open(APP, { deploymentId: 42 });
    const before = await page.evaluate(() => history.length);
    await bare.frame.getByTestId('nav-workbooks').click();
    await bare.frame.getByTestId('open-workbook').first().click();
    expect(await page.evaluate(() => history.length)).toBe(before);
  });

  test.describe('with the router "push"', () => {
    test.use({ tenantOptions: { router: 'push' } });

    test('gets an entry for each step, and Back undoes it', async ({ page, bare, tenant }) => {
      await bare.open(APP, { deploymentId: 42 });
      const before = await page.evaluate(() => history.length);
      await bare.frame.getByTestId('nav-workbooks').click();
      await bare.act('navigate', { path: `${APP}/workbook/1?tab=2` });
      await expect(bare.frame.getByTestId('workbook')).toBeVisible();
      expect(await page.evaluate(() => history.length)).toBe(before + 2);
      await goBack(page);
      await expect(bare.frame.getByTestId('workbooks')).toBeVisible();
      await goBack(page);
      await expect(bare.frame.getByTestId('dashboards')).toBeVisible();
      await expect
        .poll(async () => (await bare.payloads('navigate')).map(({ path }) => path))
        .toEqual([`${APP}/workbooks`, `${APP}/workbook/1?tab=2`, `${APP}/workbooks`, APP]);
      expect(tenant.log.filter(({ kind }) => kind === 'page')).toHaveLength(1);
    });
  });
});

test('one set-filter action sets several filters [doc]', async ({ bare }) => {
  await bare.open(DASHBOARD);
  await bare.act('set-filter', {
    filterUrlParameter:
      'f_orders.city={"value":"Austin"}&f_orders.status={"value":["shipped","a \\u0026 b\\u002b"]}',
  });
  await expect(bare.frame.getByTestId('filter')).toHaveText([
    /orders\.city\s+Austin/,
    /orders\.status\s+shipped, a & b\+/,
  ]);
});

test.describe('the embed tenant', () => {
  test('is the Cube tenant’s own name for a session without embedTenantName [doc]', async ({ bare }) => {
    await bare.open(DASHBOARD);
    expect(await bare.payloads('ready')).toMatchObject([{ embedTenant: 'acme' }]);
  });

  test.describe('of a tenant with a name', () => {
    test.use({ tenantOptions: { tenantName: 'globex' } });

    test('is that name', async ({ bare }) => {
      await bare.open(APP, { deploymentId: 42 });
      expect(await bare.payloads('ready')).toMatchObject([{ embedTenant: 'globex' }]);
      await expect(bare.frame.getByTestId('tenant')).toHaveText('globex');
    });
  });
});
