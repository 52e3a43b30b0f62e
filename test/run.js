#!/usr/bin/env node
/** `npm test`: runs the suites that find the most faults, in one engine, in under three minutes on two cores. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

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

/**
 * Runs a script of `package.json`, with its output as it comes, or all at its end where `isQuiet`. Returns whether it passed.
 */
async function run(name, isQuiet = false) {
  const stdio = isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const child = spawn(`npm run --silent ${name}`, { shell: true, stdio });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
  const [code] = await once(child, 'close');
  process.stdout.write(Buffer.concat(output));
  if (code !== 0) console.error(`npm run ${name} failed.`);
  return code === 0;
}

console.log(`This runs, in two to three minutes:\n${list(STEPS)}\nNot part of it:\n${list(OTHERS)}\n`);
const began = Date.now();
// The element suite waits for its browser often enough to leave the unit suite some time.
const passed =
  (await run('build')) &&
  (await Promise.all([run('test:unit', true), run('test:element')])).every((each) => each);
if (passed) console.log(`All passed in ${Math.round((Date.now() - began) / 1000)} s.`);
else process.exitCode = 1;
