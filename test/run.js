#!/usr/bin/env node
/** `npm test`: runs the suites that find the most faults, in one engine, in under three minutes on two cores. */
import { spawnSync } from 'node:child_process';

const STEPS = [
  ['build', 'builds dist'],
  ['test:unit', 'sessions, URLs, messages, server side, test kit, docs samples; in Node'],
  ['test:element', 'the elements in Chromium, against an emulated tenant'],
];
const OTHERS = [
  ['test:page', 'whole pages with a backend, the demo, the tenant’s own pages; in Chromium'],
  ['test:firefox', 'elements and pages in Firefox'],
  ['test:webkit', 'elements and pages in WebKitGTK'],
  ['test:package', 'the packed package'],
  ['test:servers', 'the session endpoint in server frameworks and other languages'],
  ['test:frameworks', 'the elements in front-end frameworks'],
  ['test:components', 'users’ component tests in jsdom and happy-dom'],
  ['test:model', 'ten thousand random schedules of a session’s life'],
  ['test:endurance', 'a month of fifty elements, in minutes'],
  ['coverage', 'lines and branches that the unit and element suites reach'],
  ['mutation', 'mistakes that the session’s tests would not notice'],
  ['check', 'lint, format, types, unused code, size'],
];

const list = (rows) => rows.map(([name, what]) => `  npm run ${name.padEnd(16)} ${what}`).join('\n');

console.log(`This runs, in two to three minutes:\n${list(STEPS)}\nNot part of it:\n${list(OTHERS)}\n`);
const began = Date.now();
for (const [name] of STEPS) {
  const { status } = spawnSync(`npm run --silent ${name}`, { shell: true, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`npm run ${name} failed.`);
    process.exit(status ?? 1);
  }
}
console.log(`All passed in ${Math.round((Date.now() - began) / 1000)} s.`);
