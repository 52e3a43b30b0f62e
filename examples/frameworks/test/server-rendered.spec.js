import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { serveMarkup } from './pages.js';

const FOLDER = fileURLToPath(new URL('../server-rendered/', import.meta.url));
const CITY = `O'Brien & "Söhne" <b>`;

/** How each language renders its sample; nothing is rendered if the language is not installed. */
const RENDERERS = {
  'plain HTML': ['cat', 'page.html'],
  PHP: ['php', 'page.php'],
  // The way Blade compiles double braces.
  'Laravel (Blade)': [
    'php',
    '-r',
    `
    function e($text) { return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8', true); }
    $filters = ['orders.city' => "O'Brien & \\"Söhne\\" <b>"];
    eval('?>' . preg_replace('/\\{\\{(.+?)\\}\\}/', '<?php echo e($1); ?>', file_get_contents('page.blade.php')));
  `,
  ],
  // The way Rails renders a template, where `h` is called for you.
  'Ruby (ERB)': [
    'ruby',
    '-rerb',
    '-rjson',
    '-e',
    `
    include ERB::Util
    Encoding.default_external = 'UTF-8'
    puts ERB.new(File.read('page.html.erb')).result(binding)
  `,
  ],
  Django: ['/usr/bin/python3', 'view.py'],
};

function render([command, ...args]) {
  try {
    return execFileSync(command, args, {
      cwd: FOLDER,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    }).toString();
  } catch (error) {
    if (error.code === 'ENOENT' || /No module named/.test(error.stderr)) return undefined;
    throw error;
  }
}

for (const [language, command] of Object.entries(RENDERERS)) {
  test(`${language}: a JSON attribute is rendered, escaped`, async ({ page }) => {
    const markup = render(command);
    // Not every machine has the language, or Django.
    test.skip(markup === undefined, `${language} is not installed`);
    const tenant = createCubeTenant({ apiKey: 'a-key' });
    await tenant.start();
    const host = await serveMarkup(markup, tenant);
    await page.goto(host.url);
    await expect(page.locator('cube-embed-dashboard')).toHaveJSProperty('status', 'ready');
    const { url } = tenant.log.find(({ kind }) => kind === 'page');
    expect(JSON.parse(new URL(url, tenant.url).searchParams.get('f_orders.city'))).toEqual({ value: CITY });
    await host.stop();
    await tenant.stop();
  });
}

test('endpointSource sends the header that the page sets', async ({ page }) => {
  const tenant = createCubeTenant({ apiKey: 'a-key' });
  await tenant.start();
  const host = await serveMarkup(
    `<!doctype html>
    <meta charset="utf-8">
    <meta name="csrf-token" content="the-token">
    <script type="importmap">{ "imports": { "cube-embed": "/cube-embed.js" } }</script>
    <script type="module">${readFileSync(`${FOLDER}csrf.js`, 'utf8')}</script>
    <cube-embed-dashboard base-url="${tenant.url}" dashboard-id="sales"></cube-embed-dashboard>`,
    tenant,
  );
  const asked = page.waitForRequest('**/cube-session');
  await page.goto(host.url);
  expect(await (await asked).allHeaders()).toMatchObject({ 'x-csrf-token': 'the-token' });
  await expect(page.locator('cube-embed-dashboard')).toHaveJSProperty('status', 'ready');
  await host.stop();
  await tenant.stop();
});
