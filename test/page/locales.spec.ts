import { SCRIPT, chatTag, expect, isUp, test } from './support/fixtures.js';

const LOCALES = '<script src="/cube-embed.locales.js"></script>';

const PAGES: Record<string, string> = {
  'before the module': LOCALES + SCRIPT,
  'as a module, after the module': SCRIPT + LOCALES.replace('<script', '<script type="module"'),
  'before the classic script': `${LOCALES}<script src="/cube-embed.iife.js"></script>`,
  'after the classic script, async': `<script src="/cube-embed.iife.js"></script>${LOCALES.replace(' src', ' async src')}`,
};

for (const [how, scripts] of Object.entries(PAGES)) {
  test(`the script with all languages works ${how}`, async ({ page, host, tenant }) => {
    const release = host.hold();
    host.page('/', `<body lang="ja">${chatTag(tenant)}${scripts}</body>`);
    await page.goto(host.url);
    const panel = page.locator('cube-embed-chat [role=status]');
    await expect(panel).toHaveText('読み込み中…');
    await page.evaluate(() => (document.body.lang = 'pt'));
    await expect(panel).toHaveText('Carregando…');
    await expect(panel).toHaveAttribute('lang', 'pt-BR');
    await page.evaluate(() => document.querySelector('cube-embed-chat')!.setAttribute('locale', 'vi-VN'));
    await expect(panel).toHaveText('Đang tải…');
    release();
    await isUp(page, 'chat');
  });
}

test('a page without a declared encoding shows the languages as they are', async ({ page, host, tenant }) => {
  host.hold();
  const types = { 'content-type': 'text/html' };
  host.page('/', `<body lang="vi">${LOCALES}${SCRIPT}${chatTag(tenant)}</body>`, types);
  // Without the encoding of its own that the server names, the script is read in that of the page.
  await page.route('**/cube-embed.locales.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { 'content-type': 'text/javascript' } });
  });
  await page.goto(host.url);
  expect(await page.evaluate(() => document.characterSet)).toBe('windows-1252');
  await expect(page.locator('cube-embed-chat [role=status]')).toHaveText('Đang tải…');
});
