import * as v from 'valibot';
import { CubeRequestError } from '../errors.js';
import type { UserAttribute } from '../request.js';
import { toSessionBody } from '../schema.js';

/** The viewer of an export: the same as in the viewer's sessions, as far as Cube needs it to render. */
export interface EmbedSubject {
  /** Your own id for the viewer, lowercase and trimmed. Required. */
  externalId: string;
  /** Embed tenant of the viewer, as in the viewer's sessions. Required. */
  embedTenantName: string;
  email?: string | null | undefined;
  /** Groups of the Cube account, for this export alone. Omit it to use the viewer's groups. */
  groups?: string[] | null | undefined;
  /** The viewer's attributes, for this export alone. */
  userAttributes?: UserAttribute[] | null | undefined;
  /** Passed to the data model unchanged, for this export alone. */
  securityContext?: Record<string, unknown> | null | undefined;
}

type Scalar = string | number | boolean | null;

/** A filter of an export: a value, or an operator of Cube's and a value, as in the `filters` of an element. */
export type ExportFilter =
  Scalar | readonly Scalar[] | { type?: string | undefined; value?: Scalar | readonly Scalar[] | undefined };

/** What to export. */
export interface ExportRequest {
  /** The dashboard's public id. */
  dashboardId: string;
  format: 'pdf' | 'png';
  /** `screenshot` (default) is one picture of the dashboard; `print` has A4 pages and requires `pdf`. */
  layout?: 'print' | 'screenshot' | undefined;
  /** By `view.dimension`. Each requires a control of the dashboard. */
  filters?: Readonly<Record<string, ExportFilter>> | undefined;
  /** By `view.dimension`. */
  timeGranularities?: Readonly<Record<string, string>> | undefined;
  /** The selected member, by the member that it replaces. */
  fieldSwitches?: Readonly<Record<string, string>> | undefined;
}

/** Source: Cube's API description. */
const OPERATORS = [
  ...['equals', 'not_equals', 'greater_than', 'greater_than_or_equal', 'less_than', 'less_than_or_equal'],
  ...['contains', 'not_contains', 'starts_with', 'not_starts_with', 'ends_with', 'not_ends_with'],
  ...['is_null', 'is_not_null', 'is_empty', 'is_not_empty', 'between', 'custom'],
];

/** More than any dashboard has controls. */
const MAX_CONTROLS = 100;

const name = v.pipe(
  v.string('must be a string'),
  v.minLength(1, 'must not be empty'),
  v.maxLength(500, 'is too long'),
);
const scalar = v.union([v.string(), v.pipe(v.number(), v.finite()), v.boolean(), v.null()]);
const value = v.union(
  [scalar, v.array(scalar)],
  'must be a text, a number, true, false, null or a list of those',
);
const operator = v.picklist(OPERATORS, `must be one of ${OPERATORS.join(', ')}`);
const filter = v.union(
  [value, v.strictObject({ type: v.optional(operator), value: v.optional(value) })],
  `must be a value, or { type, value } with one of Cube’s operators: ${OPERATORS.join(', ')}`,
);
const controls = <S extends v.GenericSchema>(of: S) =>
  v.optional(
    v.pipe(
      v.record(name, of, 'must be an object'),
      v.check(
        (record) => Object.keys(record).length <= MAX_CONTROLS,
        `has more than ${String(MAX_CONTROLS)} members`,
      ),
    ),
  );

const schema = v.pipe(
  v.strictObject(
    {
      dashboardId: name,
      format: v.picklist(['pdf', 'png'], 'must be pdf or png'),
      layout: v.optional(v.picklist(['print', 'screenshot'], 'must be print or screenshot')),
      filters: controls(filter),
      timeGranularities: controls(name),
      fieldSwitches: controls(name),
    },
    ({ expected }) => (expected === 'never' ? 'is not a field of an export' : 'is required'),
  ),
  v.forward(
    v.check(({ format, layout }) => layout !== 'print' || format === 'pdf', 'print requires the format pdf'),
    ['layout'],
  ),
);

/** Checks what is to be exported. Throws a {@link CubeRequestError} that names the first wrong field and no value. */
export function checkExport(request: unknown): ExportRequest {
  const { success, output, issues } = v.safeParse(schema, request, { abortEarly: true });
  if (success) return output;
  const [issue] = issues;
  const field = issue.path?.[0]?.key;
  throw new CubeRequestError(typeof field === 'string' ? field.slice(0, 50) : 'the export', issue.message);
}

/** Checks the viewer of an export, and returns Cube's `renderAs`. Throws a {@link CubeRequestError}. */
export function toRenderAs(subject: EmbedSubject): object {
  // The deployment is not part of it: any number satisfies the check.
  const { externalId, embedTenantName, email, groups, userAttributes, securityContext } = toSessionBody({
    ...subject,
    deploymentId: 1,
  });
  if (externalId == null)
    throw new CubeRequestError('externalId', 'is missing: an export is rendered as one viewer');
  if (embedTenantName == null) {
    throw new CubeRequestError(
      'embedTenantName',
      'is missing: Cube finds the viewer of an export by it; without one, use the name of the Cube tenant',
    );
  }
  const optional = { email, groups, userAttributes, securityContext };
  const set = Object.entries(optional).filter(([, value]) => value != null);
  return { type: 'EMBED_USER', embedTenantName, externalId, ...Object.fromEntries(set) };
}

/** The body of Cube's call for a checked request. */
export function toExportBody(request: ExportRequest, renderAs: object | undefined): object {
  const { dashboardId, format, layout, filters = {}, timeGranularities = {}, fieldSwitches = {} } = request;
  const lists = {
    filters: Object.entries(filters).flatMap(([member, given]) => filterOf(member, given)),
    timeGrains: Object.entries(timeGranularities).map(([member, grain]) => ({ member, grain })),
    memberSwitchers: Object.entries(fieldSwitches).map(([member, selected]) => ({ member, selected })),
  };
  return {
    format,
    dashboardPublicId: dashboardId,
    ...(layout && { layout }),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    ...(renderAs && { renderAs }),
  };
}

/** An empty list takes a filter away, as in the elements. */
function filterOf(member: string, given: ExportFilter): object[] {
  const isList = Array.isArray(given);
  if (isList && given.length === 0) return [];
  if (typeof given !== 'object' || given === null || isList) return [{ member, value: given }];
  const { type, value } = given as { type?: string; value?: unknown };
  if (type === undefined && value === undefined) return [];
  return [{ member, ...(type !== undefined && { operator: type }), ...(value !== undefined && { value }) }];
}
