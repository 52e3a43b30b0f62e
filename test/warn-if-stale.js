import { fileURLToPath } from 'node:url';
import { warnIfStale } from '../scripts/build/stale.js';

/** Vitest's global setup of the suites that use parts of `dist`. */
export default () => warnIfStale(fileURLToPath(new URL('..', import.meta.url)));
