import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { find } from '../../scripts/browsers.js';
import { createCubeTenant } from '../../testkit/tenant/index.js';
import type { CubeTenant, CubeTenantOptions } from '../../testkit/tenant/index.js';
import { doctorEnv, recordDoctorSession, runDoctor } from './support/doctor-session.js';

const apiKey = 'key-that-must-never-be-printed';
const chromium = find.chromium() ?? 'chromium';

// Each run starts its own browser and waits for messages that may not arrive.
test.describe.configure({ timeout: 120_000 });

interface Run {
  code: number;
  out: string;
  /** The line of a browser check. */
  line(name: string): string;
}

async function onTenant(options: Partial<CubeTenantOptions>, argv: string[] = []): Promise<Run> {
  const tenant = createCubeTenant({ apiKey, dashboards: ['sales'], ...options });
  try {
    return await runOn(tenant, await tenant.start(), argv);
  } finally {
    await tenant.stop();
  }
}

async function runOn(tenant: CubeTenant, url: string, argv: string[] = []): Promise<Run> {
  const run = await runDoctor(['--browser', ...argv], doctorEnv(url, apiKey, chromium));
  expectNoSecrets(run.out, tenant);
  return { ...run, line: (name) => lineOf(run.out, name) };
}

/** Like {@link onTenant}, behind a proxy that answers the requests to which `refusal` gives a status. */
async function behindProxy(
  options: Partial<CubeTenantOptions>,
  refusal: (request: IncomingMessage) => number | null,
): Promise<Run> {
  const tenant = createCubeTenant({ apiKey, dashboards: ['sales'], ...options });
  const address = await tenant.start();
  const proxy = createServer((incoming, response) => {
    const status = refusal(incoming);
    if (status !== null) {
      response.writeHead(status).end();
      return;
    }
    const { method, headers, url } = incoming;
    const onward = request(new URL(url ?? '/', address), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  try {
    return await runOn(tenant, await listening(proxy));
  } finally {
    proxy.closeAllConnections();
    proxy.close();
    await tenant.stop();
  }
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function lineOf(out: string, name: string): string {
  const line = out.split('\n').find((text) => text.slice(4).startsWith(`${name} `)) ?? '';
  return `${line.slice(2, 3)} ${line.slice(4 + name.length).trim()}`;
}

function expectNoSecrets(out: string, { sessions }: CubeTenant): void {
  for (const secret of [apiKey, ...sessions.map(({ sessionId }) => sessionId)])
    expect(out).not.toContain(secret);
  expect(out).not.toMatch(/eyJ[\w-]+\.|session(Id)?=/);
}

test('--filter finds out whether a member has a control, and whether a clear works in place', async () => {
  const { out, line } = await onTenant({}, ['--filter', 'orders.status=completed']);
  expect(line('orders.status')).toMatch(
    /^✓ has a control; clearing it in place shows the same as a new frame/,
  );
  expect(out).toContain('- filters in paths: no\n- a filter is cleared in place: yes\n');
});

test('--filter fails for a member without a control, and says to add one', async () => {
  const dashboards = { sales: { controls: { filters: { 'orders.city': {} } } } };
  const { code, out, line } = await onTenant({ dashboards }, ['--filter', 'orders.status=completed']);
  expect(code).toBe(1);
  expect(line('orders.status')).toBe(
    '✗ the dashboard shows the same with orders.status=completed as without',
  );
  expect(out).toContain('→ Add a filter control for exactly orders.status to the dashboard in Cube');
});

test('--filter finds out that a clear in place shows other data than a new frame, and that paths carry filters', async () => {
  const controls = { filters: { 'orders.status': { default: 'returned' } } };
  const { code, out, line } = await onTenant({ dashboards: { sales: { controls } }, controlsInPaths: true }, [
    '--filter',
    'orders.status=completed',
  ]);
  expect(line('orders.status')).toBe(
    '✓ has a control; clearing it in place differs from a new frame without it',
  );
  expect(code).toBe(0);
  expect(out).toContain('- filters in paths: yes\n- a filter is cleared in place: no\n');
});

test('generation "renewal": every check passes, and the report lists the findings', async () => {
  const { code, out, line } = await onTenant({});
  expect(out).toContain('19 passed, 0 failed, 0 skipped.');
  expect(code).toBe(0);
  expect(line('ready')).toMatch(/^✓ after \d+\.\d s$/);
  expect(line('events')).toContain('ready(deploymentId, embedTenant, mode, publicId, surface)');
  expect(line('set-session')).toBe('✓ accepted: set renewal="in-place" on the elements');
  expect(line('history')).toMatch(/^✓ the embed adds no history entries: .*pushState/);
  expect(line('without a session')).toMatch(
    /^✓ 200; loads 2 of the 2 scripts and style sheets of the embed, 0 of them cacheable/,
  );
  expect(line('/robots.txt in a frame')).toMatch(/^✓ loads; the elements do not need it$/);
  const report = out.slice(out.indexOf('For an issue'));
  for (const fact of ['renewal: in-place', 'history: memory', 'messages: yes', 'token life: 86400 s'])
    expect(report).toContain(`- ${fact}\n`);
  expect(report).not.toContain('127.0.0.1');
});

test('an acknowledged set-session, a router that pushes, and a page of another origin are reported', async () => {
  const { line, out } = await onTenant({ acknowledgeSetSession: true, router: 'push' }, [
    '--origin',
    'https://app.example.com',
  ]);
  expect(line('set-session')).toContain('acknowledged by ready');
  expect(line('history')).toMatch(/^✓ the embed adds history entries: .*replaceState/);
  expect(line('framing')).toBe('✓ allowed for https://app.example.com');
  expect(out).toContain('- history: push\n');
});

test('generation "events": the report says that renewals need a new frame', async () => {
  const { code, line } = await onTenant({ protocol: 'events' });
  expect(code).toBe(0);
  expect(line('set-session')).toMatch(/^✓ ignored: .*"reload"/);
});

test('generation "none": the report says that the embed loads and sends no messages', async () => {
  const { code, out, line } = await onTenant({ protocol: 'none' });
  expect(code).toBe(0);
  expect(line('ready')).toMatch(/^✓ the embed loads but sends no messages/);
  for (const name of ['events', 'set-session', 'history']) expect(line(name)).toMatch(/^– /);
  expect(out).toContain('- messages: none\n');
});

test('what fails without a browser is not reported again', async () => {
  const { code, out, line } = await onTenant({ dashboards: { sales: false } });
  expect(code).toBe(1);
  expect(line('dashboard')).toMatch(/^✗ 403: /);
  expect(line('ready')).toBe('– fix "dashboard" first');
  expect(line('events')).toBe('– no embed was loaded');
  expect(out).toContain(', 1 failed, ');
});

for (const protocol of ['renewal', 'none'] as const) {
  test(`a dashboard that does not allow embedding is found by the browser if tokens may not read it (generation "${protocol}")`, async () => {
    const isOfDoctor = ({ url = '', headers }: IncomingMessage): boolean =>
      url.startsWith('/api/v1/embed/dashboard/') && headers['user-agent'] === 'node';
    const { code, line, out } = await behindProxy({ protocol, dashboards: { sales: false } }, (incoming) =>
      isOfDoctor(incoming) ? 401 : null,
    );
    expect(code).toBe(1);
    expect(line('dashboard')).toMatch(/^– .*--browser/);
    expect(line('ready')).toBe('✗ the embed got 403: Embedding is not allowed for this dashboard.');
    expect(out).toContain('Share → Embed');
  });
}

test('a tenant that forbids framing is reported', async () => {
  const { code, line } = await onTenant(
    { pageHeaders: { 'Content-Security-Policy': "frame-ancestors 'none'" } },
    ['--timeout', '2'],
  );
  expect(code).toBe(1);
  expect(line('framing')).toMatch(/^✗ frame-ancestors 'none' forbids/);
  expect(line('ready')).toBe('– fix "framing" first');
});

test('a frame that only the browser blocks is reported once', async () => {
  const { code, line } = await onTenant(
    { pageHeaders: { 'Content-Security-Policy': 'frame-ancestors https://app.example.com' } },
    ['--timeout', '2'],
  );
  expect(code).toBe(1);
  expect(line('ready')).toMatch(/^✗ the browser reports net::ERR_BLOCKED_BY_/);
  expect(line('without a session')).toBe('– fix "ready" first');
});

for (const [place, kind, fault, check] of [
  ['page', 'malformed', { kind: 'malformed' }, 'ready'],
  ['page', 'cut-off', { kind: 'cut-off' }, '/embed/dashboard/{dashboardId}'],
  ['data', 'refuse', { kind: 'refuse', status: 500 }, 'dashboard'],
  ['data', 'hang', { kind: 'hang' }, 'dashboard'],
] as const) {
  test(`a fault at ${place} is reported, and not again by the browser: ${kind}`, async () => {
    const { code, line } = await onTenant({ faults: { [place]: fault } }, ['--timeout', '1']);
    expect(code).toBe(1);
    expect(line(check)).toMatch(/^✗ /);
    if (check !== 'ready') expect(line('ready')).toBe(`– fix "${check}" first`);
  });
}

test('a server that is not Cube is reported', async () => {
  const server = createServer((_request, response) => response.end('<h1>Welcome</h1>'));
  const url = await listening(server);
  const { code, out } = await runDoctor(['--browser'], doctorEnv(url, apiKey, chromium));
  server.closeAllConnections();
  server.close();
  expect(code).toBe(1);
  expect(lineOf(out, 'ready')).toBe('– fix the address first');
});

test('a tenant without /robots.txt passes, because the elements do not need the file', async () => {
  const { line } = await behindProxy({}, ({ url }) => (url === '/robots.txt' ? 404 : null));
  expect(line('/robots.txt in a frame')).toBe('✓ answers 404; the elements do not need it');
});

test('docs/doctor.md shows the current output (npm run docs -- doctor updates it)', async () => {
  const [, shown] =
    /<!-- recorded -->\n\n```text\n([^]*?)```/.exec(readFileSync('docs/doctor.md', 'utf8')) ?? [];
  // A release changes the version, and is no reason to record anew.
  const ofAnyVersion = (text = ''): string => text.replace(/cube-embed \d[\w.-]*(?=, Node)/g, 'cube-embed …');
  expect(ofAnyVersion(await recordDoctorSession(chromium))).toBe(ofAnyVersion(shown));
});
