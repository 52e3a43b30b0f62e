import { expect, test } from './support/fixtures.js';

test('a page of a blob: address refuses a relative endpoint at once', async ({ page, host, tenant }) => {
  host.page('/', '<p>A page that opens another</p>');
  await page.goto(host.url);
  await page.evaluate(
    ([script, baseUrl]) => {
      const html = `<script type="module" src="${script}"></script>
        <cube-embed-chat base-url="${baseUrl}" session-endpoint="/cube-session"></cube-embed-chat>`;
      const frame = document.createElement('iframe');
      frame.src = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
      document.body.append(frame);
    },
    [`${host.url}/cube-embed.js`, tenant.url] as const,
  );
  const chat = page.frameLocator('iframe').locator('cube-embed-chat');
  await expect(chat).toHaveJSProperty('status', 'error');
  const message = await chat.evaluate(
    (node: HTMLElementTagNameMap['cube-embed-chat']) => node.error?.message,
  );
  expect(message).toContain('session-endpoint is no URL on this page (got /cube-session)');
});

test('an element without its closing tag is named', async ({ page, host, tenant }) => {
  const lines: string[] = [];
  page.on('console', (line) => lines.push(line.text()));
  host.page(
    '/',
    `<script type="module" src="/cube-embed.js"></script>
     <cube-embed-chat base-url="${tenant.url}" session-endpoint="/cube-session" />
     <h1>The rest of the page</h1>`,
  );
  await page.goto(host.url);
  await expect(page.locator('cube-embed-chat')).toHaveJSProperty('status', 'ready');
  expect(lines.filter((line) => line.includes('HTML needs a closing tag'))).toHaveLength(1);
});
