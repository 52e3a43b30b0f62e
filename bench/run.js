#!/usr/bin/env node
/**
 * Measures the elements against plain iframes (build first), prints a table and writes it to a file.
 *
 *   npm run bench [-- part … --browser chromium --out file]
 *
 * Parts: load, crowd, renewal, mounts, size, which are run when none is named, and warming, which compares ways to
 * open the connection early. Browsers: chromium, chromium-profile, firefox, webkit; all but the first for load,
 * renewal and warming alone. The file is bench/results.md, or the one that --out names; where parts are named, only
 * with --out. CHROMIUM_PATH and FIREFOX_PATH choose a browser.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { NAMES, launch } from './browsers/launch.js';
import { createCertificate } from './net/certificate.js';
import { crowd } from './parts/crowd.js';
import { load } from './parts/load.js';
import { mounts } from './parts/mounts.js';
import { renewal } from './parts/renewal.js';
import { size } from './parts/size.js';
import { warming } from './parts/warming.js';
import { report } from './report.js';

const PARTS = { load, crowd, renewal, mounts, size, warming };
const BY_DEFAULT = ['load', 'crowd', 'renewal', 'mounts', 'size'];
const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { browser: { type: 'string', default: 'chromium' }, out: { type: 'string' } },
});
const named = positionals.length > 0;
const out = values.out ?? (named ? undefined : RESULTS);
for (const [given, known] of [
  [positionals, Object.keys(PARTS)],
  [[values.browser], NAMES],
]) {
  const wrong = given.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new Error(`${wrong}? There are ${known.join(', ')}.`);
}

const certificate = createCertificate();
const browser = await launch(values.browser, certificate);
const sections = [];
for (const name of named ? positionals : BY_DEFAULT) {
  const began = performance.now();
  sections.push(await PARTS[name]({ browser, certificate }));
  console.error(`${name}: ${Math.round((performance.now() - began) / 1000)} s`);
}
await browser.close();

const text = await format(report(sections, `${values.browser} ${browser.version}`), { parser: 'markdown' });
console.log(text);
if (out) writeFileSync(out, text);
