import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exportDashboard } from '../../../src/server/index.js';
import type { ExportOptions } from '../../../src/server/index.js';
import { exportCube } from './support/exports.js';
import { failureOf } from './support/printed.js';
import { cutOff, endless, startUpstream } from './support/upstream.js';
import type { Answer } from './support/upstream.js';

const pdf = { dashboardId: 'sales', format: 'pdf' } as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An export whose file comes from a server on a real socket. */
async function download(answer: Answer, options: Partial<ExportOptions> = {}) {
  const server = await startUpstream(answer);
  const cube = exportCube({ polls: 0 });
  const called = server.nextCall();
  cube.answers.download = [() => globalThis.fetch(server.url)];
  const response = exportDashboard(pdf, {
    tenantUrl: 'https://cube.example',
    apiKey: 'the-api-key',
    deploymentId: 7,
    fetch: cube.fetch,
    ...options,
  });
  response.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  return { response: await response, call: await called };
}

describe('the file of an export', () => {
  it('is read no faster than the client takes it, and never held whole', async () => {
    let written = 0;
    const chunk = Buffer.alloc(64 * 1024);
    const { response, call } = await download((outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/pdf' });
      const more = (): void => {
        while (!outgoing.destroyed && outgoing.write(chunk)) written += chunk.length;
        if (!outgoing.destroyed) outgoing.once('drain', more);
      };
      more();
    });
    const reader = response.body!.getReader();
    let read = 0;
    while (read < 64 * 2 ** 20) read += (await reader.read()).value?.length ?? 0;
    // What lies in the buffers of the sockets, not what the file has.
    expect(written - read).toBeLessThan(16 * 2 ** 20);
    await reader.cancel();
    await call.closed;
  });

  it('ends the connection to Cube when the client goes away', async () => {
    const controller = new AbortController();
    const { response, call } = await download(endless, { signal: controller.signal });
    const reader = response.body!.getReader();
    await reader.read();
    controller.abort(new Error('gone'));
    expect(await failureOf(readAll(reader))).toMatchObject({ message: 'gone' });
    await call.closed;
  });

  it('that stops coming fails after timeoutMs', async () => {
    const { response, call } = await download(
      (outgoing) => {
        outgoing.writeHead(200);
        outgoing.write('%PDF');
      },
      { timeoutMs: 2_000 },
    );
    const reader = response.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('%PDF');
    const failure = failureOf(reader.read());
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await failure).toMatchObject({ name: 'TimeoutError' });
    await call.closed;
  });

  it('that drips for longer than 5 minutes fails', async () => {
    const source: { drip?: () => void } = {};
    const { response, call } = await download((outgoing) => {
      outgoing.writeHead(200);
      source.drip = () => outgoing.write('x');
      source.drip();
    });
    const reader = response.body!.getReader();
    await reader.read();
    for (let second = 0; second < 299; second += 5) {
      vi.setSystemTime(Date.now() + 5_000);
      const next = reader.read();
      source.drip?.();
      expect((await next).done).toBe(false);
    }
    vi.setSystemTime(Date.now() + 5_000);
    const failure = failureOf(reader.read());
    await vi.advanceTimersByTimeAsync(5);
    expect(await failure).toMatchObject({ name: 'TimeoutError' });
    await call.closed;
  });

  it('that is cut off fails, so that nobody takes it for whole', async () => {
    const { response } = await download(cutOff);
    expect(response.headers.get('content-length')).toBe('500');
    expect(await failureOf(response.text())).toBeInstanceOf(Error);
  });

  it('has the type that was asked for, whatever Cube says', async () => {
    const { response } = await download((outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'a=b', 'content-length': '5' });
      outgoing.end('%PDF!');
    });
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('content-length')).toBe('5');
    expect(await response.text()).toBe('%PDF!');
  });
});

describe('exportDashboard', () => {
  const options = (more: Partial<ExportOptions> = {}): ExportOptions => ({
    tenantUrl: 'https://cube.example',
    apiKey: 'the-api-key',
    deploymentId: 7,
    ...more,
  });

  it('exports as the user of the key without renderAs', async () => {
    const cube = exportCube({ polls: 0 });
    const response = exportDashboard(pdf, options({ fetch: cube.fetch }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await response).status).toBe(200);
    expect(cube.jobs.get('job/1')?.body).toEqual({ format: 'pdf', dashboardPublicId: 'sales' });
  });

  it('rejects with CubeApiError when Cube refuses', async () => {
    const cube = exportCube();
    const failure = failureOf(exportDashboard({ ...pdf, dashboardId: 'x' }, options({ fetch: cube.fetch })));
    expect(await failure).toMatchObject({
      name: 'CubeApiError',
      status: 404,
      cubeMessage: 'No such dashboard',
    });
  });

  it('rejects with the reason of the signal', async () => {
    const cube = exportCube({ polls: 100 });
    const controller = new AbortController();
    const failure = failureOf(
      exportDashboard(pdf, options({ fetch: cube.fetch, signal: controller.signal })),
    );
    await vi.advanceTimersByTimeAsync(5_000);
    controller.abort(new Error('no longer needed'));
    expect(await failure).toMatchObject({ message: 'no longer needed' });
  });

  it.each([
    [{ ...pdf, format: 'gif' }, {}, 'format'],
    [pdf, { deploymentId: 0 }, 'deploymentId'],
    [pdf, { renderAs: { externalId: 'ada' } }, 'embedTenantName'],
    [pdf, { apiKey: '' }, 'apiKey'],
  ])('rejects for what is invalid: %o, %o', async (request, more, field) => {
    const failure = failureOf(exportDashboard(request as never, options(more as never)));
    expect(await failure).toMatchObject({ name: 'CubeRequestError', field });
  });
});

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read()).done);
}
