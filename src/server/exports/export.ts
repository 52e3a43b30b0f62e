import { CHECK_TENANT, callCube } from '../call.js';
import { checkConnection } from '../connection.js';
import type { CheckedConnection, CubeConnection } from '../connection.js';
import { CubeApiError } from '../errors.js';
import { checkExport, toExportBody, toRenderAs } from './request.js';
import type { EmbedSubject, ExportRequest } from './request.js';
import { parseObject } from '../limits.js';
import { textOf } from '../rejection.js';
import { checkDeploymentId } from '../schema.js';
import { toLogLine } from '../secrets.js';
import { relay } from '../relay.js';

/** The connection for an export. */
export interface ExportOptions extends CubeConnection {
  /** Deployment of the dashboard: a positive integer. Required. */
  deploymentId: number;
  /** The viewer whose data the export shows. Defaults to the user of the API key, who may see everything. */
  renderAs?: EmbedSubject | undefined;
  /** Ends the export: the promise rejects with the signal's reason, or the body fails with it. Optional. */
  signal?: AbortSignal | undefined;
}

/** Where and as whom an export runs; everything checked. */
export interface ExportTarget {
  connection: CheckedConnection;
  deploymentId: number;
  renderAs: object | undefined;
  signal: AbortSignal | undefined;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;
const PAUSE_GROWTH = 1.5;

/** Cube drops the file 5 minutes after the submission, so a minute is left for the download. */
const LONGEST_RENDER_MS = 4 * 60_000;

/** Status calls that may fail one after another, while Cube is busy or cannot be reached. */
const MAX_FAILURES = 5;

const TYPES = { pdf: 'application/pdf', png: 'image/png' };

/**
 * Exports a dashboard: submits it to Cube, asks every 1 to 5 seconds for up to 4 minutes whether it is rendered, and resolves to
 * a response with the file, whose body streams from Cube.
 *
 * Rejects with {@link CubeRequestError} if the request or an option is invalid (nothing is sent then), with
 * {@link CubeApiError} if Cube refuses or fails, and with the signal's reason if it aborts.
 */
export async function exportDashboard(request: ExportRequest, options: ExportOptions): Promise<Response> {
  const { deploymentId, renderAs, signal } = options;
  checkDeploymentId(deploymentId);
  return runExport(checkExport(request), {
    connection: checkConnection(options),
    deploymentId,
    renderAs: renderAs && toRenderAs(renderAs),
    signal,
  });
}

/** Like {@link exportDashboard}, but takes what was checked before. */
export async function runExport(request: ExportRequest, target: ExportTarget): Promise<Response> {
  const { connection, deploymentId, renderAs, signal } = target;
  const began = Date.now();
  const path = `/api/v1/deployments/${String(deploymentId)}/dashboard-exports`;
  const body = toExportBody(request, renderAs);
  const jobId = await callCube({ name: 'dashboard-exports', path, body }, connection, signal, jobOf);
  const job = `${path}/${encodeURIComponent(jobId)}`;
  await rendered(job, began, target);
  const { format } = request;
  const file = { name: 'export download', path: `${job}/download?filename=dashboard` } as const;
  // Not read here: the timeout of a call covers the headers, and the relay watches over the rest.
  const download = await callCube(file, connection, signal, (response) => Promise.resolve(response));
  const length = download.headers.get('content-encoding') ? null : download.headers.get('content-length');
  return new Response(relay(download.body, connection.timeoutMs, signal), {
    headers: {
      'cache-control': 'no-store',
      // Not what Cube says: a browser would show a page of another type as one of the host's own.
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="dashboard.${format}"`,
      'x-content-type-options': 'nosniff',
      ...(length !== null && { 'content-length': length }),
    },
  });
}

async function jobOf(response: Response): Promise<string> {
  const jobId = parseObject(await textOf(response))?.['jobId'];
  if (typeof jobId === 'string' && jobId !== '') return jobId;
  throw new CubeApiError('dashboard-exports answered without a jobId', {
    code: 'invalid-answer',
    status: response.status,
    advice: CHECK_TENANT,
  });
}

/** Resolves when Cube has rendered the export. */
async function rendered(job: string, began: number, { connection, signal }: ExportTarget): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  let failures = 0;
  while (Date.now() - began + pause <= LONGEST_RENDER_MS) {
    await sleep(pause, signal);
    pause = Math.min(pause * PAUSE_GROWTH, LONGEST_PAUSE_MS);
    try {
      const isDone = await callCube(
        { name: 'export status', path: job },
        connection,
        signal,
        async (response) => isCompleted(parseObject(await textOf(response)), connection),
      );
      if (isDone) return;
      failures = 0;
    } catch (error) {
      failures += 1;
      if (!(error instanceof CubeApiError) || !error.retryable || failures >= MAX_FAILURES) throw error;
      pause = Math.max(pause, (error.retryAfter ?? 0) * 1_000);
    }
  }
  throw new CubeApiError('export was not rendered in 4 minutes', {
    code: 'timeout',
    advice: 'the dashboard may be too large: export it with filters',
  });
}

function isCompleted(job: Record<string, unknown> | null, { mask }: CheckedConnection): boolean {
  if (job?.['status'] !== 'failed') return job?.['status'] === 'completed';
  const reason = job['error'];
  throw new CubeApiError('export failed', {
    code: 'rejected',
    status: 422,
    cubeMessage: typeof reason === 'string' ? toLogLine(reason, mask) || null : null,
    advice: 'Cube could not render the dashboard',
    retryable: false,
  });
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    }, ms);
    if (signal?.aborted) giveUp();
    else signal?.addEventListener('abort', giveUp, { once: true });
  });
}
