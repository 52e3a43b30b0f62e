import { SCRIPT, dashboardTag, expect, isUp, refusedExchanges, test } from './support/fixtures.js';

const CLASSIC = '<script src="/cube-embed.iife.js"></script>';
const IN_HEAD = (script: string): string => `<head>${script}</head>`;

const PAGES: Record<string, (tag: string) => string> = {
  'as a module before the element': (tag) => SCRIPT + tag,
  'as a module after the element': (tag) => tag + SCRIPT,
  'in the head, async': (tag) => IN_HEAD(SCRIPT.replace(' src', ' async src')) + tag,
  'as a classic script in the head': (tag) => IN_HEAD(CLASSIC) + tag,
  'as a classic script after the element': (tag) => tag + CLASSIC,
  'as a classic script, async': (tag) => IN_HEAD(CLASSIC.replace(' src', ' async src')) + tag,
  twice: (tag) => SCRIPT + tag + SCRIPT.replace('.js', '.js?again'),
  'twice as a classic script': (tag) => CLASSIC + tag + CLASSIC,
  'as a module and as a classic script': (tag) => SCRIPT + CLASSIC + tag,
  'as a classic script, then as a module': (tag) => CLASSIC + tag + SCRIPT,
};

for (const [how, html] of Object.entries(PAGES)) {
  test(`the script is loaded ${how}: one embed, one session, no error`, async ({ page, host, tenant }) => {
    const failures: string[] = [];
    page.on('pageerror', ({ message }) => failures.push(message));
    page.on('console', (line) => {
      if (line.type() === 'error' && !line.text().includes('favicon')) failures.push(line.text());
    });
    host.page('/', `<link rel="icon" href="data:,">${html(dashboardTag(tenant))}`);
    await page.goto(host.url);
    await isUp(page, 'dashboard');
    expect(tenant.sessions).toHaveLength(1);
    expect(refusedExchanges(tenant)).toEqual([]);
    expect(failures).toEqual([]);
  });
}

test('the classic script puts its exports on window.CubeEmbed', async ({ page, host, tenant }) => {
  host.page(
    '/',
    `${CLASSIC}<script>CubeEmbed.configure({ baseUrl: ${JSON.stringify(tenant.url)}, sessionEndpoint: '/cube-session' })</script>
     <cube-embed-dashboard dashboard-id="sales"></cube-embed-dashboard>`,
  );
  await page.goto(host.url);
  await isUp(page, 'dashboard');
});
