import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, firefox } from 'playwright';
import { ensure } from '../../scripts/browsers.js';
import { launchWebKit } from './webkit.js';

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
];
const VIEWPORT = { width: 1100, height: 760 };
/** Chrome's default; Debian's Chromium, and the private windows of every engine, block third-party cookies. */
const THIRD_PARTY_COOKIES = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };

/**
 * The browsers by name. A launched browser has `version`, `close()` and `inFreshPage(act)`, which runs `act` with an empty
 * cache and without open connections; Chromium also has `raw`, Playwright's browser. All of them trust the certificate.
 *
 * `chromium` may be the headless shell; `full-chromium` is not, and rests what nobody sees.
 *
 * `chromium` and `firefox` use a private context for each page, `chromium-profile` a new profile that allows third-party
 * cookies, `webkit` a new process.
 */
const BROWSERS = {
  async chromium(certificate) {
    const executablePath = ensure(['chromium']).chromium;
    return contexts(await chromium.launch({ executablePath, args: flags(certificate) }));
  },
  async 'full-chromium'(certificate) {
    const executablePath = ensure(['full-chromium'])['full-chromium'];
    return contexts(await chromium.launch({ executablePath, args: flags(certificate) }));
  },
  async firefox() {
    const executablePath = ensure(['firefox']).firefox;
    // Automation disables speculative connections; this is Firefox's default.
    const firefoxUserPrefs = { 'network.http.speculative-parallel-limit': 20 };
    return contexts(await firefox.launch({ channel: 'moz-firefox', executablePath, firefoxUserPrefs }));
  },
  async 'chromium-profile'(certificate) {
    const executablePath = ensure(['chromium']).chromium;
    return {
      version: executablePath,
      async inFreshPage(act) {
        const folder = mkdtempSync(join(tmpdir(), 'cube-embed-bench-'));
        mkdirSync(join(folder, 'Default'));
        writeFileSync(join(folder, 'Default/Preferences'), JSON.stringify(THIRD_PARTY_COOKIES));
        const context = await chromium.launchPersistentContext(folder, {
          executablePath,
          args: flags(certificate),
          viewport: VIEWPORT,
        });
        try {
          return await act(context.pages()[0]);
        } finally {
          await context.close();
          rmSync(folder, { recursive: true });
        }
      },
      async close() {},
    };
  },
  webkit: launchWebKit,
};

export const NAMES = Object.keys(BROWSERS);

export const launch = (name, certificate) => BROWSERS[name](certificate);

/** Unlike ignoring a page's certificate errors, trusting the key also applies to connections without a page. */
const flags = ({ keyHash }) => [...CHROMIUM_FLAGS, `--ignore-certificate-errors-spki-list=${keyHash}`];

function contexts(browser) {
  return {
    raw: browser,
    version: browser.version(),
    async inFreshPage(act) {
      const context = await browser.newContext({ viewport: VIEWPORT, ignoreHTTPSErrors: true });
      try {
        return await act(await context.newPage());
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}
