import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { CHROMIUM_FLAGS, FIREFOX_PREFERENCES, find } from '../../scripts/browsers.js';
import { wtrCoverage } from '../coverage/instrument.js';
import { wtrCounts } from '../reports/counts.js';
import { webkitLauncher } from '../webkit/support/webkit-launcher.js';
import { tenants } from './tenant-plugin.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Set by `test/element/run.js`. */
const browser = process.env.TEST_BROWSER ?? 'chromium';

const launchers = {
  chromium: () =>
    playwrightLauncher({
      product: 'chromium',
      concurrency: 2,
      launchOptions: { executablePath: find.chromium(), headless: true, args: CHROMIUM_FLAGS },
      createBrowserContext: ({ browser }) => browser.newContext({ locale: 'en-GB', timezoneId: 'UTC' }),
    }),
  // The system's Firefox, which Playwright drives over WebDriver BiDi.
  firefox: () =>
    playwrightLauncher({
      product: 'firefox',
      concurrency: 1,
      launchOptions: {
        channel: 'moz-firefox',
        executablePath: find.firefox(),
        headless: true,
        firefoxUserPrefs: FIREFOX_PREFERENCES,
      },
    }),
  webkit: webkitLauncher,
};

const { plugin, middleware } = tenants();
/** For `npm run suite -- coverage`. */
const coverage = process.env.COVERAGE ? [wtrCoverage()] : [];

/** Tests the elements in a real browser against an emulated tenant on another site. */
export default {
  rootDir: ROOT,
  files: [`${ROOT}test/element/**/*.test.ts`],
  // Otherwise Lit runs its development build, which logs warnings.
  nodeResolve: { exportConditions: ['production', 'default'] },
  plugins: [
    ...coverage.map((part) => part.plugin),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${ROOT}tsconfig.json` }),
    plugin,
  ],
  middleware: [middleware, ...coverage.map((part) => part.middleware)],
  browsers: [launchers[browser]()],
  // Longer than the longest wait of a test (see `until`), so that a test that fails says what it waited for. The longest file takes
  // 75 s in WebKitGTK, and several times as long on a busy machine.
  testsStartTimeout: 120_000,
  testsFinishTimeout: 1_200_000,
  testFramework: { config: { ui: 'bdd', timeout: 120_000 } },
  reporters: [defaultReporter(), wtrCounts(browser === 'chromium' ? 'element' : `element-${browser}`)],
};
