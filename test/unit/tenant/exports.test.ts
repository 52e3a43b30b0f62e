import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CubeTenantOptions } from '../../../testkit/tenant/index.js';
import { call, withKey, withTenant } from './support.js';

const ROOT = '/api/v1/deployments/1/dashboard-exports';
const ANALYST = { authorization: 'Api-Key an-analysts-key' };
const ADA = { type: 'EMBED_USER', embedTenantName: 'globex', externalId: 'ada' };

function withExports(options: Partial<CubeTenantOptions> = {}) {
  const tenant = withTenant({ nonAdminApiKeys: ['an-analysts-key'], ...options });
  const submit = (body: object = {}, headers: Record<string, string> = withKey) =>
    call(tenant(), 'POST', ROOT, { format: 'pdf', dashboardPublicId: 'sales', ...body }, headers);
  const submitted = async (body?: object, headers?: Record<string, string>): Promise<string> => {
    const answer = await submit(body, headers);
    expect(answer.status).toBe(200);
    return answer.body['jobId'] as string;
  };
  const poll = (jobId: string, headers: Record<string, string> = withKey) =>
    call(tenant(), 'GET', `${ROOT}/${jobId}`, undefined, headers);
  const rendered = async (body?: object): Promise<string> => {
    const jobId = await submitted(body);
    for (let at = 0; at < 3; at += 1) await poll(jobId);
    return jobId;
  };
  const download = (jobId: string, query = '', headers: Record<string, string> = withKey) =>
    fetch(`${tenant().url}${ROOT}/${jobId}/download${query}`, { headers });
  const fileOf = async (body?: object): Promise<Buffer> =>
    Buffer.from(await (await download(await rendered(body))).arrayBuffer());
  return { tenant, submit, submitted, poll, rendered, download, fileOf };
}

describe('an export', () => {
  const { tenant, submit, submitted, poll, rendered, download, fileOf } = withExports();

  it('is submitted, polled and downloaded [api]', async () => {
    const { status, body } = await submit();
    expect(status).toBe(200);
    expect(Date.parse(body['expiresAt'] as string)).toBe(tenant().clock.now() + 300_000);
    const jobId = body['jobId'] as string;
    expect((await download(jobId)).status).toBe(409);
    expect((await poll(jobId)).body).toEqual({ status: 'pending', progress: 0 });
    expect((await poll(jobId)).body).toEqual({ status: 'processing', progress: 50 });
    expect((await poll(jobId)).body).toEqual({
      status: 'completed',
      progress: 100,
      contentType: 'application/pdf',
    });
    const file = await download(jobId, '?filename=q3%20sales');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="q3_sales.pdf"');
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(tenant().log).toMatchObject([
      { kind: 'export', jobId, dashboardId: 'sales' },
      { kind: 'refused', where: 'export-download', status: 409 },
    ]);
  });

  it('is a real PDF, with its cross-references in place [api]', async () => {
    const text = (await fileOf()).toString('latin1');
    expect(text).toMatch(/^%PDF-1\.4\n[^]*%%EOF\n$/);
    expect(text).toContain('(Sales overview) Tj');
    const [, start = ''] = /startxref\n(\d+)/.exec(text)!;
    expect(text.slice(Number(start))).toMatch(/^xref\n/);
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(offsets).toHaveLength(5);
    offsets.forEach((offset, at) => expect(text.slice(offset)).toMatch(new RegExp(`^${at + 1} 0 obj`)));
  });

  it('is a real PNG [api]', async () => {
    const file = await fileOf({ format: 'png' });
    expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
    const pixels = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)));
    expect(pixels).toHaveLength((width + 1) * height);
    expect(file.readUInt32BE(29)).not.toBe(0);
  });

  it('shows what its viewer may see, with the requested controls [api]', async () => {
    const city = { name: 'city', value: 'Austin' };
    const filters = [{ member: 'orders.status', operator: 'not_equals', value: 'returned' }];
    const text = (await fileOf({ renderAs: { ...ADA, userAttributes: [city] }, filters })).toString('latin1');
    expect(text).toContain('(Rendered as globex/ada)');
    expect(text).toContain('(orders.status not_equals returned)');
    expect(text).toContain('(Austin: ');
    expect(text).not.toContain('Boston');
  });

  it('takes granularities and field switches [api]', async () => {
    const timeGrains = [{ member: 'orders.created_at', grain: 'quarter' }];
    const memberSwitchers = [{ member: 'orders.city', selected: 'orders.category' }];
    const text = (await fileOf({ timeGrains, memberSwitchers })).toString('latin1');
    expect(text).toContain('(revenue by category, by quarter)');
    expect(text).toContain('(Coffee: ');
    expect(text).not.toContain('(Austin: ');
  });

  it('ignores controls that the dashboard does not have, and logs which [api]', async () => {
    await submitted({
      filters: [{ member: 'orders.nowhere', value: 'USA' }],
      timeGrains: [{ member: 'orders.created_at', grain: 'century' }],
    });
    expect(tenant().log.filter(({ kind }) => kind === 'ignored')).toMatchObject([
      { parameter: 'f_orders.nowhere', reason: expect.stringContaining('no filter control') },
      { parameter: 'tg_orders.created_at', reason: expect.stringContaining('must be one of') },
    ]);
  });

  it('is rendered as a user of the account too, by id or email [api]', async () => {
    for (const user of [{ userId: 7 }, { email: 'ada@acme.example' }]) {
      const text = (await fileOf({ renderAs: { type: 'USER', ...user } })).toString('latin1');
      expect(text).toContain(`(Rendered as user ${Object.values(user).join()})`);
    }
  });

  it('takes groups, attributes and a security context for this render [api]', async () => {
    const more = { groups: ['buyers'], userAttributes: [], securityContext: { team: 1 } };
    await submitted({ renderAs: { ...ADA, ...more } });
    expect(tenant().log).toMatchObject([{ kind: 'export', request: { renderAs: more } }]);
    expect(tenant().sessions).toEqual([]);
  });

  it.each([
    ['format', { format: 'csv' }],
    ['dashboardId', { dashboardId: 1 }],
    ['dashboardId', { dashboardPublicId: undefined }],
    ['dashboardId', { dashboardPublicId: undefined, dashboardId: 1.5 }],
    ['layout', { layout: 'a3' }],
    ['print', { layout: 'print', format: 'png' }],
    ['filters', { filters: [{ value: 1 }] }],
    ['operators', { filters: [{ member: 'orders.city', operator: 'gt' }] }],
    ['between', { filters: [{ member: 'orders.created_at', operator: 'between', value: ['2026-01-01'] }] }],
    ['object', { filters: [{ member: 'orders.city', value: { city: 'Austin' } }] }],
    ['grain', { timeGrains: [{ member: 'orders.created_at' }] }],
    ['renderAs', { renderAs: { type: 'EMBED_USER', externalId: 'ada' } }],
    ['userId', { renderAs: { type: 'USER' } }],
  ])('is refused with 400 that names %s: %j [api]', async (field, body) => {
    const answer = await submit(body);
    expect([answer.status, answer.body.message]).toEqual([400, expect.stringContaining(field)]);
  });

  it('takes the print layout for a PDF, and a numeric id [api]', async () => {
    await submitted({ layout: 'print' });
    await submitted({ dashboardPublicId: undefined, dashboardId: 2 });
    expect(tenant().log.at(-1)).toMatchObject({ dashboardId: 'orders' });
  });

  it('and its file are gone five minutes after the submission [api]', async () => {
    const jobId = await rendered();
    tenant().clock.advance(299_999);
    expect((await download(jobId)).status).toBe(200);
    tenant().clock.advance(1);
    expect((await poll(jobId)).status).toBe(404);
    expect((await download(jobId)).status).toBe(404);
  });

  it('belongs to the identity that submitted it [api]', async () => {
    const jobId = await rendered();
    expect((await poll(jobId, ANALYST)).status).toBe(404);
    expect((await download(jobId, '', ANALYST)).status).toBe(404);
    expect((await poll(await submitted({}, ANALYST), ANALYST)).status).toBe(200);
  });

  it('requires a valid key, and an administrator’s for renderAs [api]', async () => {
    expect((await submit({}, {})).status).toBe(401);
    expect((await submit({ renderAs: ADA }, ANALYST)).status).toBe(403);
    expect((await submit({ renderAs: ADA })).status).toBe(200);
  });

  it('answers 404 for an unknown dashboard, 403 for another deployment [api]', async () => {
    expect((await submit({ dashboardPublicId: 'salse' })).status).toBe(404);
    const other = ROOT.replace('/1/', '/9/');
    expect((await call(tenant(), 'POST', other, { format: 'pdf' }, withKey)).status).toBe(403);
  });

  it('answers 429 when too many are in flight for the identity that it is rendered as [api]', async () => {
    for (let at = 0; at < 5; at += 1) await submitted({ renderAs: ADA });
    expect((await submit({ renderAs: ADA })).status).toBe(429);
    expect((await submit({ renderAs: { ...ADA, externalId: 'bruno' } })).status).toBe(200);
    tenant().clock.advance(300_000);
    expect((await submit({ renderAs: ADA })).status).toBe(200);
  });
});

describe('the export of a dashboard that is shared with other embed tenants', () => {
  const { submit } = withExports({ dashboards: { sales: { tenants: ['initech'] } } });

  it('answers 403 [api]', async () => {
    expect((await submit({ renderAs: ADA })).status).toBe(403);
    expect((await submit({ renderAs: { ...ADA, embedTenantName: 'initech' } })).status).toBe(200);
  });
});

describe('the exports of an account without data downloads', () => {
  const { submit } = withExports({ dataDownloads: false });

  it('answer 403 [api]', async () => {
    expect((await submit()).status).toBe(403);
  });
});

describe('a fault of an export', () => {
  const { tenant, submit, submitted, poll, download } = withExports();
  const fault = (outcome: 'slow' | 'failed' | 'expired' | 'restricted' | 'too-many') =>
    tenant().faults.set('export', { kind: 'export', outcome }, { times: 1 });
  const polled = async (jobId: string): Promise<unknown[]> => {
    const statuses = [];
    for (let at = 0; at < 4; at += 1) {
      const { status, body } = await poll(jobId);
      statuses.push(status === 200 ? body['status'] : status);
    }
    return statuses;
  };

  it('keeps it rendering (slow)', async () => {
    fault('slow');
    const jobId = await submitted();
    expect(await polled(jobId)).toEqual(['pending', 'processing', 'processing', 'processing']);
    expect((await download(jobId)).status).toBe(409);
    expect(await polled(await submitted())).toContain('completed');
  });

  it('fails it (failed) [api]', async () => {
    fault('failed');
    const jobId = await submitted();
    expect(await polled(jobId)).toEqual(['pending', 'processing', 'failed', 'failed']);
    expect((await download(jobId)).status).toBe(422);
  });

  it('lets it expire (expired)', async () => {
    fault('expired');
    expect(await polled(await submitted())).toEqual(['pending', 404, 404, 404]);
  });

  it.each([
    ['restricted', 403],
    ['too-many', 429],
  ] as const)('refuses it (%s) [api]', async (outcome, status) => {
    fault(outcome);
    expect((await submit()).status).toBe(status);
  });

  it('refuses a poll or the download, like any other request', async () => {
    const jobId = await submitted();
    tenant().faults.set('export-status', { kind: 'refuse', status: 503 }, { times: 1 });
    tenant().faults.set('export-download', { kind: 'refuse', status: 500 }, { times: 1 });
    expect([(await poll(jobId)).status, (await download(jobId)).status]).toEqual([503, 500]);
  });

  it('is checked', () => {
    expect(() => tenant().faults.set('page', { kind: 'export', outcome: 'slow' })).toThrow(TypeError);
    expect(() => tenant().faults.set('export', { kind: 'export', outcome: 'late' as 'slow' })).toThrow(
      TypeError,
    );
  });
});
