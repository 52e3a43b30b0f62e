import { readFile } from 'node:fs/promises';
import { expect, test } from './support/bare-frame.js';

const DASHBOARD = '/embed/dashboard/sales';
const APP = '/embed/d/1/app';

test.describe('the effects of actions [doc]', () => {
  test.beforeEach(({ bare }) => bare.open(DASHBOARD));

  test('set-color-scheme: light, dark, or the system’s scheme', async ({ page, bare }) => {
    const scheme = bare.frame.locator('html');
    await bare.act('set-color-scheme', { scheme: 'dark' });
    await expect(scheme).toHaveAttribute('data-scheme', 'dark');
    await bare.act('set-color-scheme', { scheme: 'auto' });
    await expect(scheme).toHaveAttribute('data-scheme', 'light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(scheme).toHaveAttribute('data-scheme', 'dark');
    await bare.act('set-color-scheme', { scheme: 'blue' });
    await expect(scheme).toHaveAttribute('data-scheme', 'dark');
  });

  test('set-theme: color, font and border radius', async ({ bare }) => {
    await bare.act('set-theme', { primaryColor: 'rgb(200, 30, 30)', font: 'Georgia', borderRadius: 3 });
    await expect(bare.frame.getByTestId('tab-overview')).toHaveCSS('border-bottom-color', 'rgb(200, 30, 30)');
    await expect(bare.frame.locator('body')).toHaveCSS('font-family', 'Georgia');
    await expect(bare.frame.getByTestId('kpi-revenue')).toHaveCSS('border-radius', '3px');
    await bare.act('set-theme', { primaryColor: 'url(evil)', font: null });
    await expect(bare.frame.getByTestId('tab-overview')).toHaveCSS('border-bottom-color', 'rgb(91, 83, 224)');
  });

  test('set-locale and set-timezone: numbers, texts and times', async ({ bare }) => {
    const revenue = bare.frame.getByTestId('kpi-revenue');
    await expect(revenue).toContainText(/Revenue\s*\$[\d,]+/);
    await bare.act('set-locale', { locale: 'de-DE' });
    await expect(revenue).toContainText(/Umsatz\s*[\d.]+\s\$/);
    await bare.frame.getByTestId('tab-orders').click();
    const created = bare.frame.getByTestId('created').first();
    const before = await created.textContent();
    await bare.act('set-timezone', { timezone: 'Asia/Tokyo' });
    await expect(created).not.toHaveText(before ?? '');
    await expect(bare.frame.getByTestId('page')).toHaveAttribute('data-timezone', 'Asia/Tokyo');
  });

  test('set-filter: a chip and fewer rows, until the filter is removed', async ({ bare }) => {
    const count = bare.frame.getByTestId('kpi-count').getByTestId('value');
    const all = await count.textContent();
    await bare.act('set-filter', { filterUrlParameter: 'f_orders.status={"value":"returned"}' });
    await expect(bare.frame.getByTestId('filter')).toContainText('orders.status returned');
    await expect(count).not.toHaveText(all ?? '');
    await bare.frame.getByTestId('remove-filter').click();
    await expect(bare.frame.getByTestId('filter')).toHaveCount(0);
    await expect(count).toHaveText(all ?? '');
  });

  test('navigate: another page of the embed, and an event to the host', async ({ bare }) => {
    await bare.act('navigate', { path: `${DASHBOARD}/orders` });
    await expect(bare.frame.getByTestId('orders')).toBeVisible();
    expect(await bare.payloads('navigate')).toEqual([
      { path: `${DASHBOARD}/orders`, previousPath: DASHBOARD },
    ]);
    await bare.act('navigate', { path: `${DASHBOARD}/nowhere` });
    await expect(bare.frame.getByTestId('nothing-here')).toBeVisible();
  });

  test('refresh: new data with the time of the refresh', async ({ bare, tenant }) => {
    const time = bare.frame.getByTestId('refreshed');
    const before = await time.textContent();
    tenant.clock.advance(60_000);
    await bare.act('refresh');
    await expect(bare.frame.getByTestId('refreshes')).toHaveText('1');
    await expect(time).not.toHaveText(before ?? '');
  });
});

test.describe('the events that the host receives [doc]', () => {
  test('view and dashboard-loaded after the first load', async ({ bare }) => {
    await bare.open(DASHBOARD);
    expect(await bare.names()).toEqual(['ready', 'view', 'dashboard-loaded']);
    expect(await bare.payloads('view')).toEqual([
      { surface: 'dashboard', path: DASHBOARD, title: 'Sales overview', publicId: 'sales' },
    ]);
    expect(await bare.payloads('dashboard-loaded')).toMatchObject([{ publicId: 'sales', widgetCount: 8 }]);
  });

  test('drilldown, from the values of two widgets', async ({ bare }) => {
    await bare.open(DASHBOARD);
    await bare.frame.getByTestId('widget-by-dimension').getByTestId('drill').first().click();
    await expect(bare.frame.getByTestId('drilldown')).toBeVisible();
    await bare.frame.getByTestId('close-drilldown').click();
    await bare.frame.getByTestId('drill').filter({ hasText: 'returned' }).click();
    await expect(bare.frame.getByTestId('drilldown').getByRole('heading')).toHaveText('returned');
    expect(await bare.payloads('drilldown')).toEqual([
      { member: 'orders.city', value: expect.any(String), widgetId: 'by-dimension' },
      { member: 'orders.status', value: 'returned', widgetId: 'by-status' },
    ]);
  });

  test('download, with the downloaded file', async ({ page, bare }) => {
    await bare.open(`${DASHBOARD}?allowExport=true`, { userAttributes: [{ name: 'city', value: 'Boston' }] });
    const save = async (test: string): Promise<string> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        bare.frame.getByTestId(test).first().click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/\.(csv|png)$/);
      return (await readFile(await download.path())).toString('latin1');
    };
    const csv = await save('export-dashboard');
    expect(csv.split('\r\n')[0]).toBe('id,created_at,city,category,status,amount');
    expect(csv).toContain('Boston');
    expect(csv).not.toContain('Austin');
    await save('export-csv');
    expect(await save('export-png')).toContain('PNG');
    expect(await bare.payloads('download')).toMatchObject([
      { format: 'csv', target: 'dashboard', rowCount: csv.trim().split('\r\n').length - 1 },
      { format: 'csv', target: 'widget', widgetId: 'over-time' },
      { format: 'png', target: 'widget', widgetId: 'over-time' },
    ]);
  });

  test('ai-query, from the question to the answer', async ({ bare, tenant }) => {
    await bare.open('/embed/chat');
    await bare.frame.getByTestId('new-chat').click();
    await bare.frame.getByTestId('question').fill('orders by city');
    await bare.frame.getByTestId('question').press('Enter');
    await expect(bare.frame.getByTestId('message').last()).toContainText('San Francisco');
    await expect
      .poll(() => bare.payloads('ai-query'))
      .toEqual([
        { query: 'orders by city', status: 'submitted', chatId: 'chat-1' },
        { query: 'orders by city', status: 'completed', chatId: 'chat-1' },
      ]);
    tenant.faults.set('data', { kind: 'refuse', status: 500 });
    await bare.frame.getByTestId('question').fill('revenue');
    await bare.frame.getByTestId('send').click();
    await expect
      .poll(async () => (await bare.payloads('ai-query')).at(-1))
      .toMatchObject({ status: 'error' });
  });

  test('error, from the developer menu', async ({ bare }) => {
    await bare.open(DASHBOARD);
    await expect(bare.frame.getByTestId('developer-menu')).toHaveCount(0);
    await bare.open(`${DASHBOARD}?debug`);
    await bare.frame.getByTestId('developer-menu').click();
    await bare.frame.getByTestId('send-error').click();
    await expect(bare.frame.getByTestId('notice')).toBeVisible();
    await bare.frame.getByTestId('send-fatal-error').click();
    await bare.phase('failed');
    await expect
      .poll(async () => (await bare.payloads('error')).map(({ fatal }) => fatal))
      .toEqual([false, true]);
  });

  test('navigate, for each page of the app', async ({ bare }) => {
    await bare.open(APP, { creatorMode: true, embedTenantName: 'acme' });
    await bare.frame.getByTestId('open-dashboard').filter({ hasText: 'Orders' }).click();
    await expect(bare.frame.getByTestId('title')).toHaveText('Orders');
    await bare.frame.getByTestId('back').click();
    await bare.frame.getByTestId('nav-workbooks').click();
    await bare.frame.getByTestId('open-workbook').first().click();
    await expect(bare.frame.getByTestId('result')).toContainText('Seattle');
    await bare.frame.getByTestId('workbook-back').click();
    await expect
      .poll(async () => (await bare.payloads('navigate')).map(({ path }) => path))
      .toEqual([`${APP}/dashboard/orders`, APP, `${APP}/workbooks`, `${APP}/workbook/1`, `${APP}/workbooks`]);
  });
});

test.describe('the URL’s parameters [doc]', () => {
  for (const [query, hidden] of [
    ['showDashboardHeader=false', 'dashboard-header'],
    ['showDashboardBackButton=false', 'back'],
    ['showDashboardTitle=false', 'title'],
    ['showDashboardEditButton=false', 'edit'],
    ['showDashboardDuplicateButton=false', 'duplicate'],
    ['allowExport=true&showDashboardExportMenu=false', 'export-dashboard'],
    ['allowExport=yes', 'export-dashboard'],
  ] as const) {
    test(`${query} hides ${hidden}`, async ({ bare }) => {
      await bare.open(`${DASHBOARD}?${query}`);
      await expect(bare.frame.getByTestId(hidden)).toHaveCount(0);
      await expect(bare.frame.getByTestId('kpi-revenue')).toBeVisible();
    });
  }

  test('anything but the literal false hides nothing', async ({ bare }) => {
    await bare.open(`${DASHBOARD}?showDashboardTitle=0&showDashboardHeader=False&allowExport=true`);
    await expect(bare.frame.getByTestId('title')).toBeVisible();
    await expect(bare.frame.getByTestId('export-dashboard')).toBeVisible();
  });

  for (const [query, hidden] of [
    ['showNewChat=false', 'new-chat'],
    ['showChatInput=false', 'question'],
    ['showChatHistory=false', 'history'],
  ] as const) {
    test(`${query} hides ${hidden}`, async ({ bare }) => {
      await bare.open('/embed/chat');
      await expect(bare.frame.getByTestId(hidden)).toHaveCount(1);
      await bare.open(`/embed/chat?${query}`);
      await expect(bare.frame.getByTestId(hidden)).toHaveCount(0);
    });
  }

  test('showWorkbookBackButton=false hides the workbook’s back button', async ({ bare }) => {
    await bare.open(`${APP}?showWorkbookBackButton=false`);
    await bare.act('navigate', { path: `${APP}/workbook/1` });
    await expect(bare.frame.getByTestId('workbook')).toBeVisible();
    await expect(bare.frame.getByTestId('workbook-back')).toHaveCount(0);
  });

  test('chatId opens a chat that the viewer has begun', async ({ bare }) => {
    await bare.open('/embed/chat');
    await bare.frame.getByTestId('new-chat').click();
    await bare.frame.getByTestId('question').fill('orders by city');
    await bare.frame.getByTestId('send').click();
    await expect(bare.frame.getByTestId('message').last()).toHaveAttribute('data-pending', 'false');
    await bare.open('/embed/chat?chatId=chat-1');
    await expect(bare.frame.getByTestId('message').first()).toContainText('orders by city');
  });

  test('those of a dashboard hide parts of the dashboards in the app too', async ({ bare }) => {
    const creator = { creatorMode: true, embedTenantName: 'acme' };
    for (const [query, count] of [
      ['', 1],
      ['?showDashboardEditButton=false', 0],
    ] as const) {
      await bare.open(`${APP}${query}`, creator);
      await bare.frame.getByTestId('open-dashboard').first().click();
      await expect(bare.frame.getByTestId('title')).toBeVisible();
      await expect(bare.frame.getByTestId('edit')).toHaveCount(count);
    }
  });

  test.describe('on an account without data downloads', () => {
    test.use({ tenantOptions: { dataDownloads: false } });

    test('allowExport=true has no effect', async ({ bare }) => {
      await bare.open(`${DASHBOARD}?allowExport=true`);
      await expect(bare.frame.getByTestId('kpi-revenue')).toBeVisible();
      for (const part of ['export-dashboard', 'export-csv', 'export-png'])
        await expect(bare.frame.getByTestId(part)).toHaveCount(0);
    });
  });

  test('set filters, granularity, members, locale, time zone and color scheme', async ({ bare }) => {
    const query = new URLSearchParams({
      'f_orders.city': '{"value":["Austin","Boston"]}',
      'f_orders.category': '{"value":"& % \\"😀","type":"not_equals"}',
      'tg_orders.created_at': 'quarter',
      'ms_orders.revenue': 'orders.count',
      locale: 'fr-FR',
      timezone: 'Europe/Paris',
      theme: 'dark',
    });
    await bare.open(`${DASHBOARD}?${query}`);
    await expect(bare.frame.getByTestId('filter')).toHaveText([
      /orders\.city\s+Austin, Boston/,
      /orders\.category not_equals\s+& % "😀/,
    ]);
    await expect(bare.frame.getByTestId('widget-over-time').getByRole('heading')).toHaveText(
      'Commandes · Trimestre',
    );
    await expect(bare.frame.getByTestId('page')).toHaveAttribute('data-timezone', 'Europe/Paris');
    await expect(bare.frame.locator('html')).toHaveAttribute('data-scheme', 'dark');
    await bare.frame.getByTestId('tab-orders').click();
    expect(new Set(await bare.frame.getByTestId('city').allTextContents())).toEqual(
      new Set(['Austin', 'Boston']),
    );
  });
});

test.describe('the session decides', () => {
  test('which rows the viewer sees, and the page shows the attributes', async ({ bare }) => {
    await bare.open(DASHBOARD, {
      userAttributes: [{ name: 'city', value: 'San Francisco' }],
      userProfile: { displayName: 'Ada' },
    });
    await expect(bare.frame.getByTestId('viewer')).toHaveText('Ada');
    await expect(bare.frame.getByTestId('attribute')).toContainText('city: San Francisco');
    await bare.frame.getByTestId('tab-orders').click();
    expect(new Set(await bare.frame.getByTestId('city').allTextContents())).toEqual(
      new Set(['San Francisco']),
    );
  });

  test('the locale and time zone, unless the URL sets them', async ({ bare }) => {
    const settings = { locale: 'de-DE', timezone: 'Asia/Tokyo' };
    await bare.open(`${DASHBOARD}?timezone=Europe/Paris`, { settings });
    await expect(bare.frame.getByTestId('title')).toHaveText('Verkaufsübersicht');
    await expect(bare.frame.getByTestId('page')).toHaveAttribute('data-timezone', 'Europe/Paris');
  });

  test('the theme', async ({ bare }) => {
    await bare.open(DASHBOARD, { embedTheme: { primaryColor: 'rgb(1, 120, 90)' } });
    await expect(bare.frame.getByTestId('tab-overview')).toHaveCSS('border-bottom-color', 'rgb(1, 120, 90)');
  });

  test('whether there is a chat at all', async ({ bare }) => {
    await bare.open('/embed/chat', { settings: { allowAi: false } });
    await expect(bare.frame.getByTestId('ai-off')).toBeVisible();
  });
});

test.describe('the layout', () => {
  for (const width of [360, 700, 1100, 1400]) {
    test(`fits into a width of ${width} pixels`, async ({ page, bare }) => {
      await page.setViewportSize({ width, height: 760 });
      for (const path of [DASHBOARD, `${DASHBOARD}?allowExport=true&locale=de`, '/embed/chat', APP]) {
        await bare.open(path, { userAttributes: [{ name: 'city', value: ['San Francisco', 'New York'] }] });
        const overflow = await bare.frame
          .getByTestId('page')
          .evaluate((main) =>
            Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth),
          );
        expect(overflow, path).toBeLessThanOrEqual(0);
      }
    });
  }
});
