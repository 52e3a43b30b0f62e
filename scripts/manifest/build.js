#!/usr/bin/env node
/**
 * Builds the custom-elements manifest and what is generated from it: editor data and, with --docs, `docs/api.md`, `src/jsx` and
 * the copies of the elements' properties. Fails if a public name has no docstring. Requires `npm run build -- modules`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { analyze } from './analyze.js';
import { copies } from './copies.js';
import { withAttributes } from './declarations.js';
import { vscodeData, webTypes } from './editors.js';
import { gaps } from './gaps.js';
import { reference } from './reference.js';
import { templateTypes } from './templates.js';

const ROOT = new URL('../../', import.meta.url);

const analysis = await analyze(ROOT);
const missing = gaps(analysis);
if (missing.length) {
  console.error(`These are public and have no docstring:\n${missing.map((name) => `  ${name}`).join('\n')}`);
  process.exitCode = 1;
} else {
  const write = (path, text) => writeFileSync(new URL(path, ROOT), text);
  const json = (value) => `${JSON.stringify(value, null, 1)}\n`;
  const { manifest } = analysis;
  const { name, version } = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'));
  write('dist/custom-elements.json', json(manifest));
  write('dist/vscode.html-custom-data.json', json(vscodeData(manifest)));
  write('dist/web-types.json', json(webTypes(manifest, { name, version })));
  for (const { path, declarations } of manifest.modules) {
    const fields = declarations.flatMap(({ attributes = [] }) => attributes);
    if (!fields.length) continue;
    const types = `${path.replace(/\.js$/, '')}.d.ts`;
    const attributes = new Map(fields.map(({ fieldName, name: attribute }) => [fieldName, attribute]));
    write(types, withAttributes(readFileSync(new URL(types, ROOT), 'utf8'), attributes));
  }
  if (process.argv.includes('--docs')) {
    write('docs/api.md', await reference(analysis));
    for (const generate of [templateTypes, copies])
      for (const [path, text] of Object.entries(await generate(analysis, ROOT))) write(path, text);
  }
}
