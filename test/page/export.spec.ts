import { readFileSync } from 'node:fs';
import { SCRIPT, element, expect, isUp, test } from './support/fixtures.js';

/** The page with the export button, as the docs show it. */
const [, DOCS_PAGE = ''] =
  /^```html\n(.*?)^```$/ms.exec(
    readFileSync(new URL('../../docs/server/exports.md', import.meta.url), 'utf8'),
  ) ?? [];

test('the button of the docs saves what the viewer sees, filters included', async ({
  page,
  host,
  tenant,
  browserName,
}) => {
  // Playwright hears of no download in the distribution's Firefox.
  test.skip(browserName === 'firefox');
  expect(DOCS_PAGE).toContain('exportDashboard');
  host.page('/', DOCS_PAGE.replace('https://acme.cubecloud.dev', tenant.url));
  await page.goto(host.url);
  await isUp(page, 'dashboard');
  await element(page, 'dashboard').evaluate((sales) => {
    Object.assign(sales, { filters: { 'orders.status': 'completed' } });
  });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as PDF' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('sales.pdf');
  expect(readFileSync(await file.path(), 'latin1')).toMatch(/^%PDF-1\.\d/);
  expect(tenant.log.filter(({ kind }) => kind === 'export')).toMatchObject([
    {
      dashboardId: 'sales',
      request: {
        format: 'pdf',
        filters: [{ member: 'orders.status', value: 'completed' }],
        renderAs: {
          externalId: 'demo-ada',
          embedTenantName: 'customer-12',
          userAttributes: [{ name: 'city', value: 'San Francisco' }],
        },
      },
    },
  ]);
});

/** A page whose exports tests call. */
const CALLS = `${SCRIPT}<script type="module">
  import { exportDashboard } from '/cube-embed.js';
  window.run = async (source, options) => {
    const phases = new Set();
    try {
      const file = await exportDashboard(source, {
        endpoint: '/cube-export',
        onProgress({ phase, loaded, total }) {
          phases.add(phase);
          window.last = { phase, loaded, total };
        },
        ...options,
        ...(options.abort && { signal: AbortSignal.timeout(0) }),
      });
      return { type: file.type, size: file.size, phases: [...phases], last: window.last };
    } catch ({ name, code, status }) {
      return { name, code, status, phases: [...phases] };
    }
  };
</script>`;

test.describe('exportDashboard', () => {
  type Run = (source: object, options: object) => Promise<Record<string, unknown>>;

  test.beforeEach(async ({ page, host }) => {
    host.page('/', CALLS);
    await page.goto(host.url);
    await page.waitForFunction(() => 'run' in window);
  });

  test('gets a PNG and reports how far it is', async ({ page }) => {
    const result = await page.evaluate(() =>
      (window as unknown as { run: Run }).run({ dashboardId: 'sales' }, { format: 'png' }),
    );
    expect(result).toMatchObject({ type: 'image/png', phases: ['rendering', 'downloading'] });
    expect(result['last']).toMatchObject({ phase: 'downloading', loaded: result['size'] });
  });

  test('ends when its signal does', async ({ page }) => {
    const result = await page.evaluate(() =>
      (window as unknown as { run: Run }).run({ dashboardId: 'sales' }, { abort: true }),
    );
    expect(result).toMatchObject({ name: 'TimeoutError', phases: ['rendering'] });
  });

  test('says why the dashboard of another viewer, a fault of Cube and a lost sign-in give no file', async ({
    page,
    tenant,
    host,
  }) => {
    const run = (dashboardId: string) =>
      page.evaluate((id) => (window as unknown as { run: Run }).run({ dashboardId: id }, {}), dashboardId);
    expect(await run('orders')).toMatchObject({ name: 'CubeExportError', code: 'denied', status: 403 });
    expect(tenant.log.filter(({ kind }) => kind === 'export')).toEqual([]);
    tenant.faults.set('export', { kind: 'export', outcome: 'too-many' }, { times: 1 });
    expect(await run('sales')).toMatchObject({ code: 'busy', status: 429 });
    tenant.faults.set('export', { kind: 'export', outcome: 'restricted' }, { times: 1 });
    expect(await run('sales')).toMatchObject({ code: 'denied', status: 403 });
    tenant.faults.set('export-status', { kind: 'refuse', status: 404 }, { times: 1 });
    expect(await run('sales')).toMatchObject({ code: 'not-found', status: 404 });
    await page.request.get(`${host.url}/sign-in?as=nobody`);
    expect(await run('sales')).toMatchObject({ code: 'denied', status: 401 });
  });
});
