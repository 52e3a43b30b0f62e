import type { UserAttributeInput } from '../session-request.js';
import { readFilter } from '../embed/filters.js';
import { HttpError } from '../http.js';

/** Whom a dashboard is rendered as. */
export type RenderAs =
  | {
      type: 'EMBED_USER';
      embedTenantName: string;
      externalId: string;
      userAttributes?: UserAttributeInput[];
    }
  | { type: 'USER'; userId?: number; email?: string };

/** The body of `POST /api/v1/deployments/{id}/dashboard-exports`. Source: Cube's API description. */
export interface ExportRequest {
  format: 'png' | 'pdf';
  dashboardId?: number;
  dashboardPublicId?: string;
  filters?: { member: string; operator?: string; value?: unknown }[];
  timeGrains?: { member: string; grain: string }[];
  memberSwitchers?: { member: string; selected: string }[];
  layout?: 'screenshot' | 'print';
  renderAs?: RenderAs;
}

/** Checks the body of an export. Throws 400 with a message that names the field. */
export function exportRequest(body: Record<string, unknown>): ExportRequest {
  const problem = problemOf(body);
  if (problem) throw new HttpError(400, `${problem}.`);
  return body as unknown as ExportRequest;
}

/** Writes a filter as the value of an `f_…` parameter. */
export function filterParameter({ operator, value }: NonNullable<ExportRequest['filters']>[number]): string {
  return JSON.stringify({ ...(operator !== undefined && { type: operator }), value });
}

function problemOf(body: Record<string, unknown>): string | undefined {
  const { format, dashboardId, dashboardPublicId, layout = 'screenshot', renderAs } = body;
  if (format !== 'png' && format !== 'pdf') return 'format must be png or pdf';
  if ((dashboardId === undefined) === (dashboardPublicId === undefined))
    return 'Exactly one of dashboardId and dashboardPublicId is required';
  if (dashboardId !== undefined && !Number.isInteger(dashboardId)) return 'dashboardId must be an integer';
  if (dashboardPublicId !== undefined && typeof dashboardPublicId !== 'string')
    return 'dashboardPublicId must be a string';
  if (layout !== 'screenshot' && layout !== 'print') return 'layout must be screenshot or print';
  if (layout === 'print' && format !== 'pdf') return 'layout print requires the format pdf';
  return listProblem(body) ?? (renderAs === undefined ? undefined : renderAsProblem(renderAs));
}

/** The lists of the body, and the fields that their items require. */
const LISTS = {
  filters: ['member'],
  timeGrains: ['member', 'grain'],
  memberSwitchers: ['member', 'selected'],
};

function listProblem(body: Record<string, unknown>): string | undefined {
  for (const [name, fields] of Object.entries(LISTS)) {
    const list = body[name];
    if (list === undefined) continue;
    if (!Array.isArray(list)) return `${name} must be a list`;
    for (const item of list as (Record<string, unknown> | null)[]) {
      const missing = fields.find((field) => typeof item?.[field] !== 'string');
      if (missing) return `${name} must have a string ${missing} in each item`;
    }
  }
  for (const filter of (body['filters'] ?? []) as NonNullable<ExportRequest['filters']>) {
    const read = readFilter(filter.member, filterParameter(filter));
    if (typeof read === 'string') return `The filter of ${filter.member} is wrong: ${read}`;
  }
  return undefined;
}

function renderAsProblem(renderAs: unknown): string | undefined {
  const { type, embedTenantName, externalId, userId, email } = (renderAs ?? {}) as Record<string, unknown>;
  if (type === 'EMBED_USER')
    return typeof embedTenantName === 'string' && typeof externalId === 'string'
      ? undefined
      : 'renderAs requires embedTenantName and externalId for EMBED_USER';
  if (type !== 'USER') return 'renderAs.type must be EMBED_USER or USER';
  return userId === undefined && email === undefined
    ? 'renderAs requires userId or email for USER'
    : undefined;
}
