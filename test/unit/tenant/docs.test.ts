import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../testkit/cli/arguments.js';
import { browserChecks } from '../../../testkit/cli/doctor/browser-checks.js';
import { embedChecks } from '../../../testkit/cli/doctor/embed-checks.js';
import { tenantChecks } from '../../../testkit/cli/doctor/tenant-checks.js';
import { DOCTOR_HELP } from '../../../testkit/cli/doctor/texts.js';
import { HELP } from '../../../testkit/cli/texts.js';
import { controlRoutes } from '../../../testkit/tenant/control-routes.js';
import { FAULT_PLACES } from '../../../testkit/tenant/faults.js';
import { blocksOf, readProjectFile, regionOf } from '../server/support/regions.js';

const text = readProjectFile('docs/testing.md');
const blocks = blocksOf(text);

/** The members of an interface or a union in this source file, in order. */
function namesIn(path: string, declaration: RegExp, name: RegExp): string[] {
  const [body = ''] = declaration.exec(readProjectFile(path)) ?? [];
  return [...body.matchAll(name)].map(([, found = '']) => found);
}

/** The cells of the rows of a table, without its header. */
function rowsOf(table: string): string[][] {
  const [, rows = ''] = table.split(/^\| -.*\n/m);
  return (rows.match(/^\|.*\|$/gm) ?? []).map((row) => row.split('|').slice(1, -1));
}

/** Whether these are options of the doctor, such as `--browser --filter`. */
const isOption = (text: string): boolean =>
  text.split(' ').every((option) => option.startsWith('--') && DOCTOR_HELP.includes(option));

describe('docs/testing.md', () => {
  it.each(blocks.flatMap(({ source, code }) => (source ? [{ ...source, code }] : [])))(
    'shows the current text of $path: $region',
    ({ path, region, code }) => {
      expect(code).toBe(
        regionOf(path, region).replace(/'[./]+testkit\/tenant\/index\.js'/, "'cube-embed/testing'"),
      );
    },
  );

  it('shows no code that tests do not run', () => {
    const commands = blocks.filter(({ source }) => !source);
    expect(commands.map(({ language }) => language)).toEqual(['sh']);
    for (const { code } of commands) {
      const [npx, command, ...argv] = code.split(' ');
      expect([npx, command]).toEqual(['npx', 'cube-embed']);
      expect(readArguments(argv)).toMatchObject({ tenant: { port: 4000 } });
    }
  });

  it('lists every option', () => {
    const options = namesIn(
      'testkit/tenant/types.ts',
      /interface CubeTenantOptions \{[^]*?^\}/m,
      /^ {2}(\w+)\??: /gm,
    );
    expect(options.length).toBeGreaterThan(15);
    for (const option of options) expect(text).toMatch(new RegExp(`^\\| \`${option}\` `, 'm'));
  });

  it('lists every kind of log entry', () => {
    const kinds = namesIn('testkit/tenant/log.ts', /type LogEvent =[^]*/, /\{ kind: '(\w+)'/g);
    expect(kinds.length).toBe(12);
    for (const kind of kinds) expect(text).toMatch(new RegExp(`^\\| \`${kind}\` `, 'm'));
  });

  it('lists every place and every kind of fault', () => {
    for (const place of FAULT_PLACES) expect(text).toMatch(new RegExp(`^\\| \`${place}\` `, 'm'));
    const kinds = namesIn('testkit/tenant/faults.ts', /type Fault =[^]*?;$/m, /\{ kind: '([\w-]+)'/g);
    expect(kinds).toHaveLength(6);
    for (const kind of kinds) expect(text).toContain(`| \`{ kind: '${kind}'`);
  });

  it('lists every request of the control API', () => {
    for (const { method, path } of controlRoutes) expect(text).toContain(`| \`${method} ${String(path)}\` `);
  });

  it('names existing tests for each documented behavior, and existing checks of the doctor', () => {
    const [, section = ''] = text.split('## What is documented by Cube and what is assumed');
    const [facts = [], guesses = []] = section.split(/^\| the emulated tenant /m).map(rowsOf);
    expect(facts.length).toBeGreaterThan(15);
    for (const row of facts.filter((cells) => !/^ *(tests|-+) *$/.test(cells.at(-1) ?? ''))) {
      const path = /`(test\/[\w/.-]+)`/.exec(row.at(-1) ?? '')?.[1] ?? '';
      expect(path && readProjectFile(path), row.join()).toMatch(/\[(doc|api)\]/);
    }
    const lines = guesses.flatMap((row) =>
      [...(row.at(-1) ?? '').matchAll(/`(.+?)`/g)].map(([, name = '']) => name),
    );
    const checks = [...tenantChecks, ...embedChecks, ...browserChecks].map(({ name }) => name);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((name) => !checks.includes(name) && !isOption(name))).toEqual([]);
    for (const row of guesses) expect(row.at(-1)?.trim(), row.join()).not.toBe('');
  });

  it('links only to sections that exist', () => {
    const anchors = [...text.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    for (const [, anchor = ''] of text.matchAll(/\]\(#([\w-]+)\)/g)) expect(anchors).toContain(anchor);
  });
});

describe('the command’s help', () => {
  it('lists every option that the command accepts', () => {
    const options = namesIn(
      'testkit/cli/arguments.ts',
      /options: \{[^]*?\n {6}\}/,
      /^ {8}'?([\w-]+)'?: \{/gm,
    );
    expect(options.length).toBe(13);
    for (const option of options) expect(HELP).toContain(`--${option}`);
  });
});

describe('the data-test attributes', () => {
  it('are all in the documented list', () => {
    const [list = ''] = /\/\*\*[^]*?\*\//.exec(readProjectFile('testkit/tenant/embed/main.ts')) ?? [];
    const views = ['app', 'chat', 'controls', 'dashboard', 'root', 'viewer', 'widget'];
    const used = views.flatMap((view) =>
      [...readProjectFile(`testkit/tenant/embed/plain/${view}.ts`).matchAll(/data-test="([\w-]+)"/g)].map(
        ([, name = '']) => name,
      ),
    );
    expect(used.length).toBeGreaterThan(40);
    for (const name of used) expect(list).toContain(`\`${name}\``);
  });
});
