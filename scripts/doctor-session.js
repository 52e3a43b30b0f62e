#!/usr/bin/env node
/** Updates the terminal session in docs/doctor.md: `npm run docs -- doctor`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { find } from './browsers.js';
import { withSources } from './sources.js';

const DOC = 'docs/doctor.md';
const chromium = find.chromium();
if (!chromium) throw new Error('No Chromium found: node scripts/browsers.js chromium');

await withSources(async (load) => {
  const { recordDoctorSession } = await load('/test/page/support/doctor-session.ts');
  const session = await recordDoctorSession(chromium);
  const doc = readFileSync(DOC, 'utf8');
  writeFileSync(
    DOC,
    doc.replace(/(<!-- recorded -->\n\n```text\n)[^]*?(```)/, (_all, start, end) => start + session + end),
  );
});
