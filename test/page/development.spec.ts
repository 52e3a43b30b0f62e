import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';
import { build } from 'vite';
import { dashboardTag, element, expect, isUp, test } from './support/fixtures.js';

const ENTRY = fileURLToPath(new URL('../../src/index.ts', import.meta.url));

/** The elements with Lit's development build, as in an application under development. */
async function developmentBuild(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    mode: 'development',
    resolve: { conditions: ['development', 'browser', 'module', 'import', 'default'] },
    build: { write: false, minify: false, lib: { entry: ENTRY, formats: ['es'], fileName: 'development' } },
  });
  const [bundle] = result as Rolldown.RolldownOutput[];
  return bundle!.output[0].code;
}

test('Lit’s development build logs no warning except about itself', async ({ page, host, tenant }) => {
  const lines: string[] = [];
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) lines.push(message.text());
  });
  host.script('/development.js', await developmentBuild());
  host.page('/', `<script type="module" src="/development.js"></script><main>${dashboardTag(tenant)}</main>`);
  await page.goto(host.url);
  await isUp(page, 'dashboard');
  await element(page, 'dashboard').evaluate(async (node) => {
    const dashboard = node as HTMLElementTagNameMap['cube-embed-dashboard'];
    const settled = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 50));
    // A host's listener may change the element during an update.
    dashboard.addEventListener('cube-embed-status-change', ({ detail }) => {
      if (detail.status === 'loading') dashboard.hideTitle = !dashboard.hideTitle;
    });
    await dashboard.reload();
    dashboard.dashboardId = 'orders';
    await settled();
    document.body.append(dashboard);
    await settled();
    dashboard.colorScheme = 'dark';
    await settled();
    dashboard.remove();
    document.body.append(dashboard);
  });
  await isUp(page, 'dashboard');
  expect(lines.filter((line) => /\blit\b/i.test(line) && !line.includes('Lit is in dev mode'))).toEqual([]);
  // Shows that the development build ran.
  expect(lines.filter((line) => line.includes('Lit is in dev mode'))).toHaveLength(1);
});
