import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

const tsc = ['typescript/bin/tsc', '--pretty', 'false', '-p'];
const svelteCheck = [
  'svelte-check/bin/svelte-check',
  '--output',
  'machine',
  '--config',
  'svelte/svelte.config.js',
  '--tsconfig',
];
/** Each framework's page, and the checker that its users have. Next.js checks its own when it is built. */
const CHECKED = {
  react: { page: 'app.tsx', checker: tsc },
  react18: { page: 'app.tsx', checker: tsc },
  preact: { page: 'app.tsx', checker: tsc },
  solid: { page: 'app.tsx', checker: tsc },
  vue: { page: 'App.vue', checker: ['vue-tsc/bin/vue-tsc.js', '--pretty', 'false', '-p'] },
  svelte: { page: 'App.svelte', checker: svelteCheck },
};

/** What the elements' types forbid: filters that are no object, and a session in an event. */
const MISTAKES = [
  ["filters = { 'orders.status': 'completed' }", "filters = 'completed'"],
  ['detail.publicId', 'detail.sessionId'],
];

/** A copy of the page with the mistakes, beside a project that holds both. */
function spoil(name, page) {
  const folder = `${HERE}dist/types/${name}`;
  mkdirSync(folder, { recursive: true });
  cpSync(`${HERE}shared`, `${HERE}dist/types/shared`, { recursive: true });
  let text = readFileSync(`${HERE}${name}/${page}`, 'utf8');
  for (const [right, wrong] of MISTAKES) {
    expect(text).toContain(right);
    text = text.replace(right, wrong);
  }
  writeFileSync(`${folder}/${page}`, text);
  const { include } = JSON.parse(readFileSync(`${HERE}${name}/tsconfig.json`, 'utf8'));
  const project = {
    extends: `../../../${name}/tsconfig.json`,
    include: [page, ...include.map((path) => `../../../${name}/${path}`)],
  };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(project));
}

for (const [name, { page, checker }] of Object.entries(CHECKED)) {
  test(`${name}: its checker knows the elements’ types, and has nothing to say of the page`, async () => {
    test.setTimeout(120_000);
    spoil(name, page);
    const [script, ...args] = checker;
    const command = [`node_modules/${script}`, ...args, `dist/types/${name}/tsconfig.json`];
    const { stdout } = await run(process.execPath, command, { cwd: HERE }).catch((error) => error);
    const complaints = stdout.split('\n').filter((line) => / error TS| ERROR /.test(line));
    expect(complaints, stdout).toHaveLength(MISTAKES.length);
    for (const complaint of complaints) expect(complaint).toContain(`dist/types/${name}/${page}`);
    expect(complaints.join()).toMatch(/string.*not assignable/);
    expect(complaints.join()).toMatch(/'sessionId' does not exist/);
  });
}
