import { createHash } from 'node:crypto';
import { SCRIPT, chatTag, dashboardTag, element, expect, heard, isUp, test } from './support/fixtures.js';
import { EARLY, EARLY_PAGE } from './support/early.js';

const hashOf = (script: string): string =>
  `'sha256-${createHash('sha256')
    .update(script.replace(/<\/?script>/g, ''))
    .digest('base64')}'`;

test('the session call starts before the elements’ script is loaded, and its answer is used', async ({
  page,
  host,
  tenant,
}) => {
  host.page('/', dashboardTag(tenant) + EARLY + chatTag(tenant) + EARLY);
  const headers: Record<string, string>[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/cube-session')) headers.push(request.headers());
  });
  await page.addInitScript(() => {
    const original = window.fetch;
    const bodies: unknown[] = [];
    Object.assign(window, { bodies });
    window.fetch = (url, init) => {
      bodies.push(init?.body);
      return original(url, init);
    };
  });
  await page.goto(host.url);
  await expect.poll(() => host.answers).toEqual([200, 200]);
  await page.addScriptTag({ type: 'module', url: '/cube-embed.js' });
  await isUp(page, 'dashboard');
  await isUp(page, 'chat');
  expect(await page.evaluate('bodies')).toEqual([
    '{"surface":"dashboard","dashboardId":"sales","reason":"initial"}',
    '{"surface":"chat","reason":"initial"}',
  ]);
  expect(headers).toHaveLength(2);
  for (const one of headers)
    expect(one).toMatchObject({ accept: 'application/json', 'content-type': 'application/json' });
  expect(await element(page, 'dashboard').evaluate((dashboard) => 'early' in dashboard)).toBe(false);
});

test('an answer is used once: a reload calls again', async ({ page, host, tenant }) => {
  host.page('/', dashboardTag(tenant) + EARLY + SCRIPT);
  await page.goto(host.url);
  await isUp(page, 'dashboard');
  expect(host.answers).toEqual([200]);
  await element(page, 'dashboard').evaluate((dashboard: HTMLElementTagNameMap['cube-embed-dashboard']) =>
    dashboard.reload(),
  );
  expect(host.answers).toEqual([200, 200]);
});

test('401 has the same effect as for the element’s own call', async ({ page, host, tenant }) => {
  host.failsWith = 401;
  host.page('/', dashboardTag(tenant) + EARLY + SCRIPT);
  await page.goto(host.url);
  await expect(page.getByRole('alert')).toContainText('you have signed out');
  expect(await heard(page, 'error')).toMatchObject([{ detail: { code: 'session-denied', fatal: true } }]);
  expect(host.answers).toEqual([401]);
});

test('429 is retried, and not before Retry-After', async ({ page, host, tenant, pass }) => {
  await page.clock.install();
  await page.route(
    '**/cube-session',
    (route) => route.fulfill({ status: 429, headers: { 'retry-after': '60' } }),
    {
      times: 1,
    },
  );
  host.page('/', dashboardTag(tenant) + EARLY + SCRIPT);
  await page.goto(host.url);
  await expect(page.getByRole('status')).toBeVisible();
  await pass({ seconds: 50 });
  expect(host.answers).toEqual([]);
  await pass({ seconds: 23 });
  await isUp(page, 'dashboard');
  expect(host.answers).toEqual([200]);
});

test('a failed call is repeated without a console line', async ({ page, host, tenant }) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.route('**/cube-session', (route) => route.abort(), { times: 1 });
  host.page('/', dashboardTag(tenant) + EARLY);
  await page.goto(host.url);
  await page.addScriptTag({ type: 'module', url: '/cube-embed.js' });
  await isUp(page, 'dashboard');
  expect(errors).toEqual([]);
  expect(host.answers).toEqual([200]);
});

test('an answer that is older than 30 seconds, or to another body, is not used', async ({
  page,
  host,
  tenant,
  pass,
}) => {
  await page.clock.install();
  host.page('/', dashboardTag(tenant) + EARLY + chatTag(tenant) + EARLY);
  await page.goto(host.url);
  await expect.poll(() => host.answers).toEqual([200, 200]);
  await element(page, 'chat').evaluate((chat) => {
    chat.setAttribute('deployment-id', '1');
  });
  await page.addScriptTag({ type: 'module', url: '/cube-embed.js' });
  await isUp(page, 'chat');
  await isUp(page, 'dashboard');
  expect(host.answers).toEqual([200, 200, 200]);
  await page.goto(host.url);
  await expect.poll(() => host.answers).toHaveLength(5);
  await pass({ seconds: 30 });
  await page.addScriptTag({ type: 'module', url: '/cube-embed.js' });
  await isUp(page, 'dashboard');
  await isUp(page, 'chat');
  expect(host.answers).toHaveLength(7);
});

test('nothing starts for a lazy element, one without an endpoint, or on a prerendered page', async ({
  page,
  host,
  tenant,
}) => {
  const early = (attributes: string): string => dashboardTag(tenant, attributes) + EARLY;
  const bare = `<cube-embed-dashboard base-url="${tenant.url}" dashboard-id="sales"></cube-embed-dashboard>`;
  host.page('/', early('loading="lazy"') + bare + EARLY);
  host.page(
    '/prerendered',
    `<script>Object.defineProperty(document, 'prerendering', { value: true })</script>${early('')}`,
  );
  for (const path of ['/', '/prerendered']) {
    await page.goto(host.url + path);
    // The endpoint has answered this call; an earlier one would have been answered first.
    await page.evaluate(() => fetch('/cube-session', { method: 'POST' }));
  }
  expect(host.answers).toHaveLength(2);
});

test('does nothing, in silence, where there is no tag before it or the tag’s addresses are none', async ({
  page,
  host,
  tenant,
}) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const scripts = EARLY + EARLY_PAGE;
  const bare = (attributes: string): string =>
    `<cube-embed-dashboard ${attributes}></cube-embed-dashboard>${scripts}`;
  const good = `base-url="${tenant.url}" dashboard-id="sales"`;
  const pages = {
    elsewhere: `<p>${dashboardTag(tenant)}</p><p>${scripts}</p>`,
    alone: `<div>${scripts}</div>`,
    other: `<hr>${scripts}`,
    unusable: bare('base-url="http://" dashboard-id="sales" session-endpoint="http://"'),
    relative: bare('base-url="javascript:alert(1)" dashboard-id="sales"'),
    incomplete: bare(`base-url="${tenant.url}"`),
    credentials: bare(`${good} session-endpoint="https://user:secret@localhost/x" loading="lazy"`),
  };
  for (const [name, html] of Object.entries(pages)) {
    host.page(`/${name}`, html);
    await page.goto(`${host.url}/${name}`);
    expect(page.frames(), name).toHaveLength(1);
  }
  expect(host.answers).toEqual([]);
  expect(errors).toEqual([]);
});

test('an unusable endpoint is reported by the element, as without the early start', async ({
  page,
  host,
  tenant,
}) => {
  const tag = dashboardTag(tenant).replace('/cube-session', 'http://');
  host.page('/', tag + EARLY + SCRIPT);
  await page.goto(host.url);
  await expect
    .poll(() => element(page, 'dashboard').evaluate((one) => 'status' in one && one.status))
    .not.toBe('idle');
  expect(host.answers).toEqual([]);
});

test('an image of the name "prerendering" changes nothing', async ({ page, host, tenant }) => {
  host.page('/', `<img name="prerendering">${dashboardTag(tenant)}${EARLY}`);
  await page.goto(host.url);
  await expect.poll(() => host.answers).toEqual([200]);
});

test('both scripts run under a policy that contains their hashes', async ({ page, host, tenant }) => {
  const policy = `default-src 'none'; script-src 'self' ${hashOf(EARLY)} ${hashOf(EARLY_PAGE)}; connect-src 'self'; style-src 'self'; frame-src ${tenant.url}/embed/`;
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  host.page('/', dashboardTag(tenant) + EARLY + EARLY_PAGE + SCRIPT, { 'content-security-policy': policy });
  await page.goto(host.url);
  await isUp(page, 'dashboard');
  expect(host.answers).toEqual([200]);
  expect(tenant.log.filter(({ kind }) => kind === 'page')).toHaveLength(2);
  expect(lines.filter((line) => /Content.Security.Policy/i.test(line))).toEqual([]);
});
