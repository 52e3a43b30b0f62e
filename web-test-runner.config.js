import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { find } from './scripts/browsers.js';
import { defaultReporter } from '@web/test-runner';
import { wtrCounts } from './scripts/counts.js';
import { wtrCoverage } from './scripts/counters/instrument.js';
import { tenants } from './test/element/tenant-plugin.js';

/** Flags for a browser that is only ever shown this machine's own pages. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
];

const { plugin, middleware } = tenants();
/** For `npm run coverage`. */
const coverage = process.env.COVERAGE ? [wtrCoverage()] : [];

/** The elements, in a real browser, against an emulated tenant on another site. */
export default {
  files: ['test/element/**/*.test.ts'],
  // Without it Lit runs its development build, and warns.
  nodeResolve: { exportConditions: ['production', 'default'] },
  plugins: [
    ...coverage.map((part) => part.plugin),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
    plugin,
  ],
  middleware: [middleware, ...coverage.map((part) => part.middleware)],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      concurrency: 2,
      launchOptions: { executablePath: find.chromium(), headless: true, args: CHROMIUM_FLAGS },
      createBrowserContext: ({ browser }) => browser.newContext({ locale: 'en-GB', timezoneId: 'UTC' }),
    }),
  ],
  testFramework: { config: { ui: 'bdd', timeout: 15_000 } },
  reporters: [defaultReporter(), wtrCounts('element')],
};
