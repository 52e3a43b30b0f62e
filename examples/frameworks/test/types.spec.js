import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { expect, test } from '@playwright/test';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

const tsc = ['typescript/bin/tsc', '--pretty', 'false', '-p'];
const svelteCheck = [
  'svelte-check/bin/svelte-check',
  '--output',
  'machine',
  '--config',
  'svelte.config.js',
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
  angular: { page: 'app.ts', checker: ['@angular/compiler-cli/bundles/src/bin/ngc.js', '--noEmit', '-p'] },
};

/** What the elements' types forbid: filters that are not an object, and a session in an event. */
const MISTAKES = [
  ["filters = { 'orders.status': 'completed' }", "filters = 'completed'"],
  ['detail.publicId', 'detail.sessionId'],
];

/** Creates a copy of the page with the mistakes, and a project that contains both. */
function spoil(name, page, mistakes) {
  const folder = `${HERE}dist/types/${name}-${mistakes.length}`;
  mkdirSync(folder, { recursive: true });
  cpSync(`${HERE}shared`, `${HERE}dist/types/shared`, { recursive: true });
  if (name === 'angular') cpSync(`${HERE}angular/cube-embed.ts`, `${folder}/cube-embed.ts`);
  let text = readFileSync(`${HERE}${name}/${page}`, 'utf8');
  for (const [right, wrong] of mistakes) {
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

/** A checker's messages about a page with these mistakes, one line for each. */
async function complaintsOf(name, mistakes) {
  const { page, checker } = CHECKED[name];
  spoil(name, page, mistakes);
  const [script, ...args] = checker;
  const command = [`node_modules/${script}`, ...args, `dist/types/${name}-${mistakes.length}/tsconfig.json`];
  const { stdout, stderr } = await run(process.execPath, command, { cwd: HERE }).catch((error) => error);
  const output = stripVTControlCharacters(stdout + stderr);
  const complaints = output.split('\n').filter((line) => /error (TS|NG)|\bERROR /.test(line));
  expect(complaints, output).toHaveLength(mistakes.length);
  // In the copy, and so not in the page itself. Angular's paths are relative to the project.
  const file = name === 'angular' ? page : `dist/types/${name}-${mistakes.length}/${page}`;
  for (const complaint of complaints) expect(complaint).toMatch(new RegExp(`(^| )"?(/.*)?${file}`));
  return complaints.join('\n');
}

for (const name of Object.keys(CHECKED)) {
  test(`${name}: its checker knows the elements’ types and accepts the page`, async () => {
    test.setTimeout(120_000);
    const complaints = await complaintsOf(name, MISTAKES);
    expect(complaints).toMatch(/string.*not assignable/);
    expect(complaints).toMatch(/'sessionId' does not exist/);
  });
}

test('angular: a misspelled input, a wrong value and a misspelled output are compile errors', async () => {
  test.setTimeout(120_000);
  const complaints = await complaintsOf('angular', [
    ['[filters]=', '[filterz]='],
    ['[colorScheme]="scheme()"', '[colorScheme]="3"'],
    ['(cube-embed-ready)=', '(cube-embed-raedy)='],
  ]);
  expect(complaints).toMatch(/Can't bind to 'filterz'/);
  expect(complaints).toMatch(/'3' is not assignable to type 'ColorScheme/);
  expect(complaints).toMatch(/'detail' does not exist on type 'Event'/);
});

test('sveltekit: svelte-check accepts its pages', async () => {
  test.setTimeout(120_000);
  const command = ['node_modules/svelte-check/bin/svelte-check', '--workspace', 'sveltekit'];
  const { stdout } = await run(process.execPath, [...command, '--tsconfig', './tsconfig.json'], {
    cwd: HERE,
  }).catch((error) => error);
  expect(stdout).toContain('found 0 errors and 0 warnings');
});
