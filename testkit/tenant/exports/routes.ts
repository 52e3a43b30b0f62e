import { requireDeployment } from '../account.js';
import { apiKeyOf } from '../api-key.js';
import type { TenantDashboard } from '../catalog.js';
import type { TenantContext } from '../context.js';
import { visibleOrders } from '../data/access.js';
import { makeOrders } from '../data/orders.js';
import { groupBy, measure } from '../data/stats.js';
import { effectiveFilters, readParameters } from '../embed/controls.js';
import type { IgnoredParameter } from '../embed/controls.js';
import { applyFilters } from '../embed/filters.js';
import { shownMembers } from '../embed/members.js';
import { HttpError, readJsonObject } from '../http.js';
import type { Call, Route } from '../routes.js';
import { pdfOf, pngOf } from './files.js';
import type { ExportContent } from './files.js';
import { tooMany } from './jobs.js';
import { exportRequest, filterParameter } from './request.js';
import type { ExportRequest } from './request.js';

const EXPORTS = /^\/api\/v1\/deployments\/(\d+)\/dashboard-exports(?:\/([^/]+)(\/download)?)?$/;
const TYPES = { pdf: 'application/pdf', png: 'image/png' };
const orders = makeOrders();

/** Cube's exports of dashboards: submit a job, poll it, download its file. */
export const exportRoutes: Route[] = [
  { method: 'POST', path: matches(false, false), place: 'export', handle: submit },
  {
    method: 'GET',
    path: matches(true, false),
    place: 'export-status',
    handle(call) {
      const { jobId, submitter } = jobOf(call);
      return { status: 200, body: call.context.exports.poll(jobId, submitter) };
    },
  },
  {
    method: 'GET',
    path: matches(true, true),
    place: 'export-download',
    handle(call) {
      const { jobId, submitter } = jobOf(call);
      const { contentType, file } = call.context.exports.completed(jobId, submitter);
      const stem = (call.url.searchParams.get('filename') ?? 'dashboard').replace(/[^\w.-]/g, '_');
      const name = `${stem}.${contentType === TYPES.pdf ? 'pdf' : 'png'}`;
      return {
        status: 200,
        headers: { 'Content-Type': contentType, 'Content-Disposition': `attachment; filename="${name}"` },
        body: file,
      };
    },
  },
];

async function submit({ context, request, url, fault }: Call) {
  const { identity, isAdmin } = apiKeyOf(request, context.settings);
  requireDeployment(context.settings, Number(EXPORTS.exec(url.pathname)?.[1]));
  const body = exportRequest(await readJsonObject(request));
  if (body.renderAs && !isAdmin) throw new HttpError(403, 'Only an administrator may use renderAs.');
  const outcome = fault?.kind === 'export' ? fault.outcome : undefined;
  if (outcome === 'too-many') throw tooMany();
  if (!context.settings.dataDownloads || outcome === 'restricted')
    throw new HttpError(403, 'Data downloads are restricted.');
  const dashboard = dashboardOf(context, body);
  const content = contentOf(dashboard, body);
  const { jobId, expiresAt } = context.exports.submit({
    submitter: identity,
    renderedAs: body.renderAs ? nameOf(body.renderAs) : identity,
    contentType: TYPES[body.format],
    file: body.format === 'pdf' ? pdfOf(content) : pngOf(content),
    outcome,
  });
  context.record({ kind: 'export', jobId, dashboardId: dashboard.id, request: body });
  for (const ignored of content.ignored)
    context.record({ kind: 'ignored', surface: 'dashboard', ...ignored });
  return { status: 200, body: { jobId, expiresAt: new Date(expiresAt).toISOString() } };
}

function dashboardOf({ catalog }: TenantContext, request: ExportRequest): TenantDashboard {
  const { dashboardId = 0, dashboardPublicId, renderAs } = request;
  const found =
    dashboardPublicId === undefined ? catalog.all[dashboardId - 1] : catalog.find(dashboardPublicId);
  if (!found?.published) throw new HttpError(404, 'The dashboard does not exist.');
  if (renderAs?.type === 'EMBED_USER' && found.tenants && !found.tenants.includes(renderAs.embedTenantName))
    throw new HttpError(403, 'The workbook is not shared with this embed tenant.');
  return found;
}

/** Renders the dashboard's numbers with its controls as requested. Controls that it does not have are ignored. */
function contentOf(
  { title, controls }: TenantDashboard,
  request: ExportRequest,
): ExportContent & { ignored: IgnoredParameter[] } {
  const { filters = [], timeGrains = [], memberSwitchers = [], renderAs } = request;
  const attributes = (renderAs?.type === 'EMBED_USER' && renderAs.userAttributes) || [];
  const parameters = new URLSearchParams([
    ...filters.map((filter) => [`f_${filter.member}`, filterParameter(filter)]),
    ...timeGrains.map(({ member, grain }) => [`tg_${member}`, grain]),
    ...memberSwitchers.map(({ member, selected }) => [`ms_${member}`, selected]),
  ]);
  const read = readParameters(controls, parameters);
  const applied = effectiveFilters(controls, read, attributes);
  const rows = applyFilters(visibleOrders(orders, attributes), applied);
  const shown = shownMembers(controls, read);
  const groups = groupBy(rows, shown.dimension, shown.measure);
  return {
    title,
    ignored: read.ignored,
    values: groups.map(({ value }) => value),
    lines: [
      `Rendered as ${renderAs ? nameOf(renderAs) : 'the API key'}`,
      ...applied.map(({ member, type, values }) => `${member} ${type} ${values.join(', ')}`),
      `${measure(rows, 'count')} orders, ${measure(rows, 'revenue').toFixed(2)} USD`,
      `${shown.measure} by ${shown.dimension}, by ${shown.granularity}`,
      ...groups.map(({ key, value }) => `${key}: ${value.toFixed(2)}`),
    ],
  };
}

function nameOf(renderAs: NonNullable<ExportRequest['renderAs']>): string {
  return renderAs.type === 'EMBED_USER'
    ? `${renderAs.embedTenantName}/${renderAs.externalId}`
    : `user ${renderAs.userId ?? renderAs.email}`;
}

function jobOf({ context, request, url }: Call): { jobId: string; submitter: string } {
  const [, deployment, jobId = ''] = EXPORTS.exec(url.pathname) ?? [];
  const { identity } = apiKeyOf(request, context.settings);
  requireDeployment(context.settings, Number(deployment));
  return { jobId, submitter: identity };
}

function matches(hasJob: boolean, isDownload: boolean): (url: URL) => boolean {
  return ({ pathname }) => {
    const match = EXPORTS.exec(pathname);
    return match !== null && (match[2] !== undefined) === hasJob && (match[3] !== undefined) === isDownload;
  };
}
