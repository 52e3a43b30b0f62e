#!/usr/bin/env node
/**
 * Compares the elements with hand-written iframes, prints tables and writes them to a file. Requires `npm run build`.
 *
 *   npm run bench [-- --part load --part cold … --browser chromium --out file]
 *
 * Parts, all by default: load, kept, cold, crowd, renewal, mounts, messages, redaction, memory, size. Browsers: chromium,
 * full-chromium, chromium-profile, firefox, webkit; the last three for load, cold and renewal only, firefox also for kept. The results are written to bench/results.md, and their first
 * table to docs/performance.md. With --part, they are written only to the terminal and to the --out file. CHROMIUM_PATH,
 * FIREFOX_PATH and NGINX_PATH select a program. If a part fails, the others still run, but nothing is written to
 * bench/results.md, and the exit status is 1.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { NAMES, launch } from './browsers/launch.js';
import { createCertificate } from './net/certificate.js';
import { cold } from './parts/cold.js';
import { crowd } from './parts/crowd.js';
import { kept } from './parts/kept.js';
import { load } from './parts/load.js';
import { memory } from './parts/memory.js';
import { messages } from './parts/messages.js';
import { mounts } from './parts/mounts.js';
import { redaction } from './parts/redaction.js';
import { renewal } from './parts/renewal.js';
import { size } from './parts/size.js';
import { report, withLead } from './report.js';

const PARTS = { load, kept, cold, crowd, renewal, mounts, messages, redaction, memory, size };
const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));
const GUIDE = fileURLToPath(new URL('../docs/performance.md', import.meta.url));

const { values } = parseArgs({
  options: {
    part: { type: 'string', multiple: true },
    browser: { type: 'string', default: 'chromium' },
    out: { type: 'string' },
  },
});
const parts = values.part ?? Object.keys(PARTS);
const out = values.out ?? (values.part ? undefined : RESULTS);
for (const [given, known] of [
  [parts, Object.keys(PARTS)],
  [[values.browser], NAMES],
]) {
  const wrong = given.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new Error(`There is no ${wrong}. Choose from ${known.join(', ')}.`);
}
console.error(`Parts: ${parts.join(', ')}. Results go to ${out ?? 'the terminal alone'}.`);

const certificate = createCertificate();
const browser = await launch(values.browser, certificate);
const sections = [];
for (const name of parts) {
  const began = performance.now();
  try {
    sections.push(await PARTS[name]({ browser, certificate }));
  } catch (error) {
    console.error(`${name} failed:`, error);
    process.exitCode = 1;
  }
  console.error(`${name}: ${Math.round((performance.now() - began) / 1000)} s`);
}
await browser.close();

const markdown = { ...(await resolveConfig(RESULTS)), parser: 'markdown' };
const text = await format(report(sections, `${values.browser} ${browser.version}`), markdown);
console.log(text);
if (out && (out !== RESULTS || !process.exitCode)) writeFileSync(out, text);
if (out === RESULTS && !process.exitCode)
  writeFileSync(GUIDE, await format(withLead(readFileSync(GUIDE, 'utf8'), text), markdown));
