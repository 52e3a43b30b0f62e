import { playwrightLauncher } from '@web/test-runner-playwright';
import { defaultReporter } from '@web/test-runner';
import { find } from './scripts/browsers.js';
import { wtrCounts } from './scripts/counts.js';
import base from './web-test-runner.config.js';

/** The element tests in the machine's own Firefox, which Playwright drives by WebDriver BiDi. */
export default {
  ...base,
  browsers: [
    playwrightLauncher({
      product: 'firefox',
      concurrency: 1,
      launchOptions: {
        channel: 'moz-firefox',
        executablePath: find.firefox(),
        headless: true,
        // Otherwise clicks and keys never reach a frame of another site.
        firefoxUserPrefs: { 'fission.webContentIsolationStrategy': 0 },
      },
    }),
  ],
  reporters: [defaultReporter(), wtrCounts('element-firefox')],
};
