#!/usr/bin/env node
/**
 * `npm run build`: rebuilds `dist` in two parallel lanes that do not depend on each other. `npm run build -- testkit` rebuilds
 * only the named parts.
 */
import { rmSync } from 'node:fs';
import { shell } from '../shell.js';

// Vite selects the development builds of Lit and @lit/react otherwise: a shell or a test runner may have set another value.
process.env.NODE_ENV = 'production';

const vite = (part) => `vite build --logLevel warn -c scripts/build/${part}.vite.config.ts`;

const PARTS = {
  modules: 'tsc -p scripts/build/tsconfig.modules.json',
  'testkit-types':
    'tsc -p testkit/tsconfig.json && tsc -p testkit/dom/tsconfig.json && node scripts/build/prune-types.js',
  manifest: 'node scripts/manifest/build.js',
  react: vite('react'),
  inspector: vite('inspector'),
  locales: vite('locales'),
  testkit: vite('testkit'),
  browser: 'vite build --logLevel warn && node scripts/build/early.js',
};
const LANES = [
  ['modules', 'testkit-types', 'manifest', 'react', 'inspector', 'locales'],
  ['testkit', 'browser'],
];

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in PARTS));
if (unknown) {
  console.error(`There is no part "${unknown}". There are: ${Object.keys(PARTS).join(', ')}.`);
  process.exitCode = 1;
} else {
  if (!names.length) rmSync('dist', { recursive: true, force: true });
  await Promise.all(
    LANES.map(async (lane) => {
      for (const part of lane) {
        if (names.length && !names.includes(part)) continue;
        const { passed } = await shell(PARTS[part]);
        if (passed) continue;
        process.exitCode = 1;
        return;
      }
    }),
  );
}
