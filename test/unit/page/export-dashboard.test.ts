import { createRequestListener } from '@remix-run/node-fetch-server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CubeExportError, exportDashboard } from '../../../src/page/export-dashboard.js';
import type { ExportProgress } from '../../../src/page/export-dashboard.js';
import { createExportHandler } from '../../../src/server/index.js';
import { exportCube } from '../server/support/exports.js';
import { cutOff, hang, json, listen, raw, startUpstream, unusedAddress } from '../server/support/upstream.js';
import type { Answer } from '../server/support/upstream.js';

/** What a dashboard element has, as far as an export reads it. */
const element = {
  dashboardId: 'sales',
  filters: { 'orders.status': 'completed' },
  timeGranularities: { 'orders.created_at': 'month' },
  fieldSwitches: undefined,
  status: 'ready',
};
const file = raw(200, '%PDF', { 'content-type': 'application/pdf', 'content-length': '4' });

const failureOf = async (answer: Answer): Promise<CubeExportError> => {
  const { url } = await startUpstream(answer);
  return exportDashboard(element, { endpoint: url }).then(
    () => expect.unreachable(),
    (error: CubeExportError) => error,
  );
};

afterEach(() => vi.useRealTimers());

describe('exportDashboard in a page', () => {
  it('posts what the element shows now, and resolves to the file', async () => {
    const { url, calls } = await startUpstream(file);
    const blob = await exportDashboard(element, { endpoint: url, headers: { 'X-CSRF-Token': 't' } });
    expect([blob.type, await blob.text()]).toEqual(['application/pdf', '%PDF']);
    expect(calls).toMatchObject([
      { method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf-token': 't' } },
    ]);
    expect(JSON.parse(calls[0]!.body)).toEqual({
      dashboardId: 'sales',
      format: 'pdf',
      filters: { 'orders.status': 'completed' },
      timeGranularities: { 'orders.created_at': 'month' },
    });
  });

  it('takes settings in place of an element, and options before either', async () => {
    const { url, calls } = await startUpstream(raw(200, 'PNG', { 'content-type': 'image/png' }));
    const options = { endpoint: url, format: 'png', layout: 'screenshot', filters: { 'a.b': 1 } } as const;
    expect((await exportDashboard({ dashboardId: 'sales', filters: {} }, options)).type).toBe('image/png');
    expect(JSON.parse(calls[0]!.body)).toEqual({
      dashboardId: 'sales',
      format: 'png',
      layout: 'screenshot',
      filters: { 'a.b': 1 },
    });
  });

  it('reports its progress', async () => {
    const { url } = await startUpstream(file);
    const steps: ExportProgress[] = [];
    await exportDashboard(element, { endpoint: url, onProgress: (step) => steps.push(step) });
    expect(steps).toEqual([
      { phase: 'rendering', loaded: 0, total: null },
      { phase: 'downloading', loaded: 0, total: 4 },
      { phase: 'downloading', loaded: 4, total: 4 },
    ]);
  });

  it('ends with the signal’s reason, and the request with it', async () => {
    const server = await startUpstream(hang);
    const called = server.nextCall();
    const controller = new AbortController();
    const exported = exportDashboard(element, { endpoint: server.url, signal: controller.signal });
    const { closed } = await called;
    controller.abort(new Error('the viewer pressed Cancel'));
    await expect(exported).rejects.toThrow('the viewer pressed Cancel');
    await closed;
  });

  it.each<[number, string, RegExp]>([
    [400, 'invalid-request', /^Words\. Check dashboardId, format, layout and filters\.$/],
    [401, 'denied', /Sign in/],
    [403, 'denied', /for access/],
    [404, 'not-found', /Check dashboardId, and endpoint/],
    [429, 'busy', /Try again in a minute/],
    [500, 'failed', /log says why/],
    [502, 'failed', /log says why/],
    [503, 'busy', /Try again in a minute/],
    [504, 'timeout', /filters that show less/],
  ])('rejects for %i with the code %s', async (status, code, message) => {
    const error = await failureOf(json(status, { error: 'Words.' }, { 'retry-after': '17' }));
    expect(error).toBeInstanceOf(CubeExportError);
    expect(error).toMatchObject({ name: 'CubeExportError', code, status, retryAfter: 17 });
    expect(error.message).toMatch(message);
  });

  it.each<[string, Answer, string, RegExp]>([
    [
      'a login page',
      raw(200, '<html>', { 'content-type': 'text/html' }),
      'failed',
      /answered without a file/,
    ],
    ['an error page', raw(502, '<html>'), 'failed', /answered 502/],
    [
      'a file that is cut off',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': '500' });
        response.write('%PDF', () => response.destroy());
      },
      'unreachable',
      /did not answer/,
    ],
    ['half an error', cutOff, 'failed', /answered without a file/],
  ])('rejects for %s', async (_, answer, code, message) => {
    const error = await failureOf(answer);
    expect(error).toMatchObject({ code });
    expect(error.message).toMatch(message);
  });

  it('rejects when nothing answers', async () => {
    const endpoint = await unusedAddress();
    await expect(exportDashboard(element, { endpoint })).rejects.toMatchObject({
      code: 'unreachable',
      status: 0,
    });
  });

  it('gets the file from createExportHandler through a Node server', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const cube = exportCube({ polls: 0 });
    const handler = createExportHandler({
      tenantUrl: 'https://cube.example',
      apiKey: 'the-api-key',
      deploymentId: 7,
      identify: () => ({ externalId: 'ada', embedTenantName: 'customer-12' }),
      allow: (_viewer, { dashboardId }) => dashboardId === 'sales',
      fetch: cube.fetch,
    });
    const { url } = await listen(createRequestListener(handler));
    const exported = exportDashboard(element, { endpoint: url });
    await vi.waitFor(() => expect(cube.calls).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await (await exported).text()).toContain('"externalId":"ada"');
    await expect(exportDashboard({ dashboardId: 'other' }, { endpoint: url })).rejects.toMatchObject({
      code: 'denied',
      message: 'You may not export this dashboard. Ask whoever runs this application for access.',
    });
  });
});
