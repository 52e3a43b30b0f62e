import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM_FLAGS, find } from '../../scripts/browsers.js';
import { SCRIPT, dashboardTag, exchanges, expect, refusedExchanges, test } from './support/fixtures.js';

// Only Chromium prerenders. Playwright, like any debugger, pauses a prerendered page, so this browser runs without one.
test.skip(({ browserName }) => browserName !== 'chromium');

test('a prerendered page mints a session when it is shown, and not before', async ({ host, tenant }) => {
  host.page(
    '/',
    `<script type="speculationrules">
       { "prerender": [{ "source": "list", "urls": ["/dashboard"], "eagerness": "immediate" }] }
     </script>
     <script type="module">
       const told = async () => (await fetch('/told')).text();
       while (!(await told())) await new Promise((resolve) => setTimeout(resolve, 50));
       location.assign('/dashboard');
     </script>`,
  );
  host.page(
    '/dashboard',
    `${SCRIPT}${dashboardTag(tenant)}
     <script type="module">
       await customElements.whenDefined('cube-embed-dashboard');
       const dashboard = document.querySelector('cube-embed-dashboard');
       await dashboard.updateComplete;
       const tell = (line) => fetch('/tell?' + line);
       dashboard.addEventListener('cube-embed-ready', () => tell('ready'));
       // As long as a session would take that is asked for at once.
       await fetch('/sign-in?as=ada');
       await tell(document.prerendering ? 'prerendered ' + dashboard.status : 'seen at once');
     </script>`,
  );
  const profile = mkdtempSync(join(tmpdir(), 'prerender-'));
  const browser = spawn(
    find.chromium() ?? 'chromium',
    [...CHROMIUM_FLAGS, '--headless', `--user-data-dir=${profile}`, '--remote-debugging-port=0', host.url],
    { stdio: 'ignore' },
  );
  try {
    await expect
      .poll(() => host.told, { timeout: 20_000 })
      .toEqual(['prerendered idle, 0 answered', 'ready, 1 answered']);
    expect(exchanges(tenant)).toHaveLength(1);
    expect(refusedExchanges(tenant)).toEqual([]);
  } finally {
    browser.kill();
    await once(browser, 'exit');
    rmSync(profile, { recursive: true, force: true });
  }
});
