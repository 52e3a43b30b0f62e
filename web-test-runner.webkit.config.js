import { defaultReporter } from '@web/test-runner';
import { wtrCounts } from './scripts/counts.js';
import { webkitLauncher } from './scripts/webkit-launcher.js';
import base from './web-test-runner.config.js';

/** The element tests in WebKitGTK, on a display of its own. */
export default {
  ...base,
  browsers: [webkitLauncher()],
  reporters: [defaultReporter(), wtrCounts('element-webkit')],
};
