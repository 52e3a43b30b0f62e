import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createExportHandler } from '../../../src/server/index.js';
import type { EmbedSubject, ExportHandlerOptions } from '../../../src/server/index.js';
import { exportCube } from './support/exports.js';

const ada: EmbedSubject = { externalId: 'ada', embedTenantName: 'customer-12', groups: ['buyers'] };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(options: Partial<ExportHandlerOptions> = {}, cube = exportCube()) {
  const onError = vi.fn<(error: Error, request: Request) => void>();
  const handler = createExportHandler({
    tenantUrl: 'https://cube.example',
    apiKey: 'the-api-key',
    deploymentId: 7,
    identify: () => ada,
    allow: () => true,
    fetch: cube.fetch,
    onError,
    ...options,
  });
  const ask = (body: unknown, init: RequestInit = {}): Promise<Response> =>
    handler(
      new Request('https://app.example/cube-export', {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
      }),
    );
  /** Lets time pass until the answer is there. */
  const answerTo = async (body: unknown, init?: RequestInit) => {
    const answer = ask(body, init);
    let done = false;
    void answer.then(() => (done = true));
    while (!done) await vi.advanceTimersByTimeAsync(250);
    return answer;
  };
  return { ask, answerTo, cube, onError };
}

const pdf = { dashboardId: 'sales', format: 'pdf' };
const errorOf = async (answer: Response) => ((await answer.json()) as { error: string }).error;

describe('an export', () => {
  it('is the file, rendered as the viewer whom identify names', async () => {
    const { answerTo, cube, onError } = start();
    const answer = await answerTo(pdf);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="dashboard.pdf"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const renderAs = {
      type: 'EMBED_USER',
      embedTenantName: 'customer-12',
      externalId: 'ada',
      groups: ['buyers'],
    };
    expect(await answer.text()).toBe(`%PDF of ${JSON.stringify(renderAs)}`);
    expect(cube.jobs.get('job/1')?.body).toEqual({ format: 'pdf', dashboardPublicId: 'sales', renderAs });
    expect(onError).not.toHaveBeenCalled();
  });

  it('has the filters, granularities and switches of the page, in Cube’s form', async () => {
    const { answerTo, cube } = start();
    await answerTo({
      ...pdf,
      layout: 'print',
      filters: {
        'orders.status': 'completed',
        'orders.city': ['Paris', 'Rome'],
        'orders.total': { type: 'between', value: [1, 9] },
        'orders.note': { type: 'is_null' },
        'orders.none': [],
        'orders.plain': { value: null },
      },
      timeGranularities: { 'orders.created_at': 'month' },
      fieldSwitches: { 'orders.total': 'orders.count' },
    });
    expect(cube.jobs.get('job/1')?.body).toMatchObject({
      layout: 'print',
      filters: [
        { member: 'orders.status', value: 'completed' },
        { member: 'orders.city', value: ['Paris', 'Rome'] },
        { member: 'orders.total', operator: 'between', value: [1, 9] },
        { member: 'orders.note', operator: 'is_null' },
        { member: 'orders.plain', value: null },
      ],
      timeGrains: [{ member: 'orders.created_at', grain: 'month' }],
      memberSwitchers: [{ member: 'orders.total', selected: 'orders.count' }],
    });
  });

  it('is asked for after 1 s, then less often, up to every 5 s', async () => {
    const { answerTo, cube } = start({}, exportCube({ polls: 6 }));
    await answerTo(pdf);
    const times = cube.calls.filter(({ name }) => name === 'status').map(({ at }) => at);
    const began = cube.calls[0]?.at ?? 0;
    expect(times.map((at, i) => at - (times[i - 1] ?? began))).toEqual([
      1000, 1500, 2250, 3375, 5000, 5000, 5000,
    ]);
  });

  it('may fail to be asked for now and then, and Retry-After is obeyed', async () => {
    const { answerTo, cube } = start();
    cube.answers.status = [
      () => Promise.reject(new TypeError('fetch failed')),
      () => Response.json({}, { status: 503, headers: { 'retry-after': '20' } }),
    ];
    expect((await answerTo(pdf)).status).toBe(200);
    const [first, , third] = cube.calls.filter(({ name }) => name === 'status').map(({ at }) => at);
    expect((third ?? 0) - (first ?? 0)).toBe(21_500);
  });

  it('that takes longer than 4 minutes is a 504, and nothing asks any more', async () => {
    const { answerTo, cube, onError } = start({}, exportCube({ polls: 1000 }));
    const began = Date.now();
    expect((await answerTo(pdf)).status).toBe(504);
    expect(Date.now() - began).toBeGreaterThan(230_000);
    expect(Date.now() - began).toBeLessThanOrEqual(241_000);
    expect(onError.mock.calls).toMatchObject([[{ name: 'CubeApiError', code: 'timeout' }, {}]]);
    const { length } = cube.calls;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(cube.calls).toHaveLength(length);
  });

  it.each([
    [404, 'submit', 404, {}],
    [403, 'submit', 403, {}],
    [400, 'submit', 400, {}],
    [401, 'submit', 502, { 'retry-after': '600' }],
    [429, 'submit', 429, { 'retry-after': '30' }],
    [500, 'submit', 502, {}],
    [404, 'status', 404, {}],
    [422, 'download', 502, {}],
    [409, 'download', 502, {}],
  ] as const)(
    'that Cube answers with %i at its %s is a %i, and reported',
    async (status, call, expected, headers) => {
      const { answerTo, cube, onError } = start();
      cube.answers[call] = [() => Response.json({ message: 'words of Cube for the-api-key' }, { status })];
      const answer = await answerTo(pdf);
      expect(answer.status).toBe(expected);
      expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
      expect(await errorOf(answer)).not.toMatch(/words of Cube/);
      expect(onError).toHaveBeenCalledOnce();
      expect(onError.mock.calls[0]?.[0].message).toContain('words of Cube for [secret]');
    },
  );

  it('that fails is a 502', async () => {
    const { answerTo, cube, onError } = start();
    cube.answers.status = [() => Response.json({ status: 'failed', error: 'no browser' })];
    const answer = await answerTo(pdf);
    expect([answer.status, await errorOf(answer)]).toEqual([502, 'Cube could not render the dashboard.']);
    expect(onError.mock.calls[0]?.[0].message).toContain('export failed: no browser');
  });

  it('ends when the client disconnects: nothing asks Cube any more, and nothing is reported', async () => {
    const controller = new AbortController();
    const { ask, cube, onError } = start({}, exportCube({ polls: 1000 }));
    const answer = ask(pdf, { signal: controller.signal });
    await vi.advanceTimersByTimeAsync(10_000);
    const { length } = cube.calls;
    expect(length).toBeGreaterThan(3);
    controller.abort();
    expect((await answer).status).toBe(499);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(cube.calls).toHaveLength(length);
    expect(onError).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('who may export what', () => {
  it('is asked of allow, with the viewer and the dashboard, before Cube is', async () => {
    const allow = vi.fn(async () => false);
    const { answerTo, cube } = start({ allow });
    const answer = await answerTo({ ...pdf, dashboardId: 'of-somebody-else' });
    expect([answer.status, await errorOf(answer)]).toEqual([403, 'You may not export this dashboard.']);
    expect(allow.mock.calls).toEqual([[ada, { dashboardId: 'of-somebody-else', format: 'pdf' }]]);
    expect(cube.calls).toHaveLength(0);
  });

  it.each<[string, () => unknown, number]>([
    ['resolves to something else than true', () => ({ rows: [] }), 403],
    ['resolves to nothing', () => undefined, 403],
    [
      'throws',
      () => {
        throw new Error('no database');
      },
      500,
    ],
    ['rejects', () => Promise.reject(new Error('no database')), 500],
    ['never answers', () => new Promise(() => undefined), 504],
  ])('is refused when allow %s', async (_, allow, status) => {
    const { answerTo, cube } = start({ allow: allow as never });
    expect((await answerTo(pdf)).status).toBe(status);
    expect(cube.calls).toHaveLength(0);
  });

  it.each([
    { renderAs: { type: 'EMBED_USER', externalId: 'grace', embedTenantName: 'customer-13' } },
    { externalId: 'grace' },
    { deploymentId: 8 },
    { jobId: 'job/1' },
    { dashboardPublicId: 'other' },
    { __proto__: null, groups: ['admins'] },
  ])('cannot be changed by the page: %o', async (more) => {
    const { answerTo, cube } = start();
    const answer = await answerTo({ ...pdf, ...more });
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toMatch(
      /^The request body is no export: \w+ is not a field of an export\.$/,
    );
    expect(cube.calls).toHaveLength(0);
  });

  it('is nobody without a sign-in, and no page of another site', async () => {
    const { answerTo, cube } = start({ identify: () => null });
    expect((await answerTo(pdf)).status).toBe(401);
    expect((await answerTo(pdf, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect(cube.calls).toHaveLength(0);
  });

  it.each<[object, string]>([
    [{ externalId: 'ada' }, 'embedTenantName'],
    [{ embedTenantName: 'customer-12' }, 'externalId'],
    [{ externalId: 'Ada', embedTenantName: 'customer-12' }, 'externalId'],
    [{ internalId: 'ada', embedTenantName: 'customer-12' }, 'externalId'],
    [{ ...ada, groupz: [] }, 'groupz'],
  ])('must be a whole viewer: %o', async (viewer, field) => {
    const { answerTo, cube, onError } = start({ identify: () => viewer as never });
    expect((await answerTo(pdf)).status).toBe(500);
    expect(onError.mock.calls).toMatchObject([[{ name: 'CubeRequestError', field }, {}]]);
    expect(cube.calls).toHaveLength(0);
  });

  it('leaves out what Cube does not take with an export', async () => {
    const viewer = { ...ada, creatorMode: true, email: 'ada@example.com', settings: { allowAi: true } };
    const { answerTo, cube } = start({ identify: () => viewer });
    await answerTo(pdf);
    expect(cube.jobs.get('job/1')?.body['renderAs']).toEqual({
      type: 'EMBED_USER',
      ...ada,
      email: 'ada@example.com',
    });
  });

  it('is counted by viewer: 10 exports a minute by default', async () => {
    const { answerTo } = start({ allow: () => false });
    const statuses = [];
    for (let i = 0; i < 11; i++) statuses.push((await answerTo(pdf)).status);
    expect(statuses).toEqual([...new Array<number>(10).fill(403), 429]);
  });
});

describe('a body that is no export', () => {
  it.each<[unknown, string]>([
    ['', 'dashboardId is required'],
    [{}, 'dashboardId is required'],
    [{ dashboardId: '', format: 'pdf' }, 'dashboardId must not be empty'],
    [{ dashboardId: 7, format: 'pdf' }, 'dashboardId must be a string'],
    [{ dashboardId: 'sales' }, 'format is required'],
    [{ dashboardId: 'sales', format: 'docx' }, 'format must be pdf or png'],
    [{ dashboardId: 'sales', format: 'png', layout: 'print' }, 'layout print requires the format pdf'],
    [
      { ...pdf, filters: { 'a.b': { type: 'like', value: 'x' } } },
      'filters must be a value, or { type, value }',
    ],
    [{ ...pdf, filters: { 'a.b': { type: 'equals', values: ['x'] } } }, 'filters must be a value'],
    [{ ...pdf, timeGranularities: { 'a.b': 3 } }, 'timeGranularities must be a string'],
    [
      { ...pdf, fieldSwitches: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`a.${i}`, 'b'])) },
      'fieldSwitches has more than 100 members',
    ],
  ])('is a 400 that says what is wrong: %o', async (body, problem) => {
    const { answerTo, cube, onError } = start();
    const answer = await answerTo(body);
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toContain(problem);
    expect(cube.calls).toHaveLength(0);
    expect(onError).not.toHaveBeenCalled();
  });

  it('is a 413 beyond 64 KiB', async () => {
    expect((await start().answerTo({ ...pdf, dashboardId: 'x'.repeat(70_000) })).status).toBe(413);
  });
});

it('createExportHandler throws without allow', () => {
  expect(() => start({ allow: undefined as never })).toThrow('allow must be a function');
});
