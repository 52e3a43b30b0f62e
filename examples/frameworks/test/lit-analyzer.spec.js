import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

/** lit-analyzer's messages about a template. */
async function complaintsOf(template) {
  mkdirSync(`${HERE}dist/types`, { recursive: true });
  const file = `dist/types/lit-${template.length}.ts`;
  writeFileSync(
    HERE + file,
    `import 'cube-embed';\nimport { html } from 'lit';\nexport const page = (on: any) => html\`${template}\`;\n`,
  );
  const command = ['node_modules/lit-analyzer/cli.js', file, '--strict', '--format', 'list'];
  const { stdout } = await run(process.execPath, [...command, '--rules.no-unknown-event', 'on'], {
    cwd: HERE,
    env: { ...process.env, FORCE_COLOR: '0' },
  }).catch((error) => error);
  expect(stdout).toMatch(/problems? in 1 file/);
  return [...stdout.matchAll(/^ +\d+:\d+ +(?:warning|error) +(.+)$/gm)].map(([, message]) => message);
}

test('lit-analyzer knows tags, attributes, properties, events and slots', async () => {
  test.setTimeout(120_000);
  const complaints = await complaintsOf(`
    <cube-embed-dashboard
      base-url="https://acme.cubecloud.dev"
      dashboard-id="sales"
      session-endpoint="/cube-session"
      color-scheme="dark"
      loading="lazy"
      ?hide-header=\${true}
      .filters=\${{ 'orders.status': 'completed' }}
      .fetchSession=\${async () => 'x'}
      @cube-embed-ready=\${on.ready}
    ><p slot="loading">Loading</p></cube-embed-dashboard>
    <cube-embed-chat chat-id="1" hide-input></cube-embed-chat>
    <cube-embed-app deployment-id="1" hide-workbook-back-button></cube-embed-app>
  `);
  expect(complaints).toEqual([]);
});

test('lit-analyzer reports misspelled names', async () => {
  test.setTimeout(120_000);
  const complaints = await complaintsOf(`
    <cube-embed-dashbord></cube-embed-dashbord>
    <cube-embed-dashboard
      dashbord-id="sales"
      loading="lasy"
      .filterz=\${{}}
      @cube-embed-raedy=\${on.ready}
    ><p slot="lading">Loading</p></cube-embed-dashboard>
  `);
  expect(complaints).toEqual([
    expect.stringMatching(/^Unknown tag <cube-embed-dashbord>/),
    expect.stringMatching(/^Unknown attribute 'dashbord-id'/),
    expect.stringMatching(/"lasy".* is not assignable/),
    expect.stringMatching(/^Unknown property 'filterz'/),
    expect.stringMatching(/^Unknown event 'cube-embed-raedy'/),
    expect.stringMatching(/^Invalid slot name 'lading'/),
  ]);
});
