/**
 * Adds coverage counters to the TypeScript of `src` before any tool compiles it. So Vite (the unit suite) and esbuild (the
 * element suite) count the same statements and branches, and their counts can be added up.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInstrumenter } from 'istanbul-lib-instrument';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** The folders of `src` that are measured. */
export const FOLDERS = ['session', 'frame', 'page', 'elements', 'server'];
const COUNTED = new RegExp(`^src/(${FOLDERS.join('|')})/`);

const instrumenter = createInstrumenter({ esModules: true, parserPlugins: ['typescript'] });

/** The source with its counters, or `undefined` for a file that is not measured. */
export function instrument(source, path) {
  const name = relative(ROOT, resolve(ROOT, path));
  return COUNTED.test(name) ? instrumenter.instrumentSync(source, name) : undefined;
}

/** The counters of the last instrumented file, all at zero. */
export const lastCounters = () => instrumenter.lastFileCoverage();

/** For Vite. */
export function viteCoverage() {
  return {
    name: 'coverage',
    enforce: 'pre',
    transform(code, id) {
      const counted = instrument(code, id.replace(/\?.*/, ''));
      return counted && { code: counted, map: null };
    },
  };
}

/** The path to which a test page sends its counts. */
const ADDRESS = '/counts';
/** A mocha hook that is added to each test file. */
const SEND = `
after(() => fetch('${ADDRESS}', { method: 'POST', body: JSON.stringify(window.__coverage__ ?? {}) }));`;

/** For web-test-runner: the plugin that runs before the compiling one, and the middleware that receives the counts. */
export function wtrCoverage() {
  const plugin = {
    name: 'coverage',
    transform({ path, body }) {
      return path.startsWith('/test/') && path.endsWith('.test.ts')
        ? body + SEND
        : instrument(body, ROOT + path);
    },
  };
  const middleware = async (context, next) => {
    if (context.path !== ADDRESS) return next();
    keep('element', Buffer.concat(await context.req.toArray()));
    context.status = 204;
    return undefined;
  };
  return { plugin, middleware };
}

/** Writes the counts of one test file. */
export function keep(suite, json) {
  const folder = `${ROOT}/coverage/${suite}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${randomUUID()}.json`, json);
}
