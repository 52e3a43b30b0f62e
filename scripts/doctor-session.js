#!/usr/bin/env node
/** Records the terminal session in docs/doctor.md anew: `npm run docs:doctor`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'vite';
import { find } from './browsers.js';

const DOC = 'docs/doctor.md';
const chromium = find.chromium();
if (!chromium) throw new Error('No Chromium found: node scripts/browsers.js chromium');

const sources = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, ws: false, watch: null },
});
try {
  const { recordDoctorSession } = await sources.ssrLoadModule('/test/page/support/doctor-session.ts');
  const session = await recordDoctorSession(chromium);
  const doc = readFileSync(DOC, 'utf8');
  writeFileSync(
    DOC,
    doc.replace(/(<!-- recorded -->\n\n```text\n)[^]*?(```)/, (_all, start, end) => start + session + end),
  );
} finally {
  await sources.close();
}
