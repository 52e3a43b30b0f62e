import { createEndpoint, checkFunction } from '../endpoint.js';
import type { EndpointOptions, RequestHandler } from '../endpoint.js';
import { CubeApiError, CubeRequestError } from '../errors.js';
import { runExport } from './export.js';
import { checkExport, toRenderAs } from './request.js';
import type { EmbedSubject, ExportRequest } from './request.js';
import { within } from '../limits.js';
import type { Refusal } from '../refusals.js';

/** The options of {@link createExportHandler}. */
export interface ExportHandlerOptions<Context extends unknown[] = []> extends EndpointOptions<
  EmbedSubject,
  Context
> {
  /**
   * Decides whether the viewer may export the dashboard: only `true` allows it. Required, and may be async. `viewer` is what
   * `identify` returned. `dashboardId` comes from the page, which can name any dashboard of the account.
   */
  allow: (
    viewer: EmbedSubject,
    request: Pick<ExportRequest, 'dashboardId' | 'format'>,
  ) => boolean | Promise<boolean>;
}

/** Answers a WHATWG `Request` with a `Response`. Never rejects. */
export type ExportHandler<Context extends unknown[] = []> = RequestHandler<Context>;

/** Room for a hundred filters. */
const MAX_BODY_BYTES = 64 * 1024;

/** An export takes a browser of Cube's up to minutes. */
const DEFAULT_MAX_PER_MINUTE = 10;

const TEXTS = {
  failed: 'could not export a dashboard',
  tooMany: 'Too many exports.',
  timedOut: 'The export timed out.',
  invalid: 'The export is not valid.',
  crashed: 'The dashboard could not be exported.',
  refused: 'Cube refused the export.',
  missing: 'Cube did not export the dashboard.',
};

const NOT_ALLOWED: Refusal = { status: 403, error: 'You may not export this dashboard.' };

/** What a status of Cube's means to the page. */
const REFUSALS: Record<number, Refusal> = {
  400: { status: 400, error: 'Cube did not accept the filters, granularities or switches of the export.' },
  403: {
    status: 403,
    error: 'Cube does not allow this export: downloads are restricted, or the dashboard is not shared.',
  },
  404: { status: 404, error: 'There is no such dashboard, or the export has expired.' },
  422: { status: 502, error: 'Cube could not render the dashboard.' },
};

/**
 * Creates the handler for `exportDashboard()` in the page: a `POST` of `{ dashboardId, format, layout?, filters?,
 * timeGranularities?, fieldSwitches? }` as JSON, answered with the file, which streams from Cube. The answer comes when Cube has
 * rendered the dashboard, within about 4 minutes.
 *
 * The export shows what the viewer of `identify` may see; nothing in the request can choose another viewer. `allow` decides
 * which dashboards the viewer may export.
 *
 * Error statuses, with `{ "error": "…" }`: 400 for a body that is no export, 401 if nobody is signed in, 403 for a cross-site
 * request and for what `allow` or Cube does not allow, 404, 405, 408, 413, 429 with `Retry-After`, and 500, 502, 503 or 504.
 *
 * If the client disconnects, the handler stops asking Cube. Throws {@link CubeRequestError} at once if an option is invalid.
 */
export function createExportHandler<Context extends unknown[] = []>(
  options: ExportHandlerOptions<Context>,
): ExportHandler<Context> {
  const { allow, deploymentId, maxPerMinute = DEFAULT_MAX_PER_MINUTE } = options;
  checkFunction('allow', allow);
  return createEndpoint<EmbedSubject, Context>(
    { ...options, maxPerMinute },
    {
      name: 'export',
      texts: TEXTS,
      maxBodyBytes: MAX_BODY_BYTES,
      refusalOf: (error) => (error instanceof CubeApiError ? refusalOf(error) : null),
      prepare(viewer, connection) {
        const renderAs = toRenderAs(viewer);
        return {
          viewer: [viewer.externalId, viewer.embedTenantName],
          async perform(body, { signal }) {
            const request = read(body);
            if ('error' in request) return request;
            const { dashboardId, format } = request;
            const isAllowed: unknown = await within(connection.timeoutMs, signal, async () =>
              allow(viewer, { dashboardId, format }),
            );
            if (isAllowed !== true) return NOT_ALLOWED;
            return runExport(request, { connection, deploymentId, renderAs, signal });
          },
        };
      },
    },
  );
}

/** The page's own mistake is no failure of the host's, so it is not reported. */
function read(body: Record<string, unknown> | null): ExportRequest | Refusal {
  try {
    return checkExport(body ?? {});
  } catch (error) {
    if (!(error instanceof CubeRequestError)) throw error;
    return { status: 400, error: `The request body is no export: ${error.message}.` };
  }
}

function refusalOf({ code, status, retryAfter }: CubeApiError): Refusal | null {
  if (code !== 'rejected' || status === null) return null;
  if (status === 429) {
    const headers = { 'retry-after': String(retryAfter ?? 30) };
    return { status, error: 'Cube is rendering other exports of this viewer.', headers };
  }
  return REFUSALS[status] ?? null;
}
