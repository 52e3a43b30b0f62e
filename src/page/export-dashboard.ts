import { retryAfter } from '../shared/retry-after.js';

/** Why an export failed; each says what to do in {@link CubeExportError}'s message. */
export type CubeExportErrorCode =
  'invalid-request' | 'denied' | 'not-found' | 'busy' | 'timeout' | 'failed' | 'unreachable';

/** Rejects a call of {@link exportDashboard}. */
export class CubeExportError extends Error {
  /** The kind of error. */
  readonly code: CubeExportErrorCode;
  /** HTTP status of the endpoint's answer; 0 if there was none. */
  readonly status: number;
  /** Seconds to wait before another try, as the endpoint asked with `Retry-After`; 0 when it did not. */
  readonly retryAfter: number;

  constructor(
    code: CubeExportErrorCode,
    message: string,
    { status = 0, retryAfter = 0, cause }: { status?: number; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'CubeExportError';
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** What an export shows, as a dashboard element has it. */
export interface ExportSource {
  dashboardId?: string | null | undefined;
  filters?: unknown;
  timeGranularities?: Readonly<Record<string, string>> | null | undefined;
  fieldSwitches?: Readonly<Record<string, string>> | null | undefined;
}

/** How far an export is. */
export interface ExportProgress {
  /** Cube is rendering the dashboard, which takes most of the time; or the file is arriving. */
  phase: 'rendering' | 'downloading';
  /** Bytes of the file that have arrived. */
  loaded: number;
  /** Bytes of the file; `null` if it is not known. */
  total: number | null;
}

/** The options of {@link exportDashboard}. What is given of `ExportSource` replaces what the source has. */
export interface ExportDashboardOptions extends ExportSource {
  /** Address of your `createExportHandler`. Required. */
  endpoint: string | URL;
  /** Default: `pdf`. */
  format?: 'pdf' | 'png' | undefined;
  /** `screenshot` (default): one picture. `print`: A4 pages, with `pdf` only. */
  layout?: 'print' | 'screenshot' | undefined;
  /** Headers to add, e.g. a CSRF token. */
  headers?: HeadersInit | undefined;
  /** As for `fetch`. Default: `same-origin`. */
  credentials?: RequestCredentials | undefined;
  /** Called when the export begins, when the file begins to arrive, and for each part of it. */
  onProgress?: ((progress: ExportProgress) => void) | undefined;
  /** Ends the export; the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

const ASK = 'Ask whoever runs this application: its log says why.';
const FAILURES: Record<number, [CubeExportErrorCode, string]> = {
  400: ['invalid-request', 'Check dashboardId, format, layout and filters.'],
  401: ['denied', 'Sign in, and try again.'],
  403: ['denied', 'Ask whoever runs this application for access.'],
  404: ['not-found', 'Check dashboardId, and endpoint.'],
  429: ['busy', 'Try again in a minute.'],
  503: ['busy', 'Try again in a minute.'],
  504: ['timeout', 'Try again, with filters that show less.'],
};

/**
 * Exports a dashboard as a file, through your `createExportHandler`: the viewer whom your server has signed in, and by default
 * the filters, granularities and switches that the element has now. Takes seconds to minutes.
 *
 * @param source - A `<cube-embed-dashboard>`, or its settings.
 * @throws {@link CubeExportError}, or the signal's reason.
 */
export async function exportDashboard(source: ExportSource, options: ExportDashboardOptions): Promise<Blob> {
  const {
    endpoint,
    format = 'pdf',
    layout,
    headers,
    credentials = 'same-origin',
    onProgress,
    signal,
  } = options;
  const own = <K extends keyof ExportSource>(name: K): ExportSource[K] =>
    options[name] ?? source[name] ?? undefined;
  const body = {
    dashboardId: own('dashboardId'),
    format,
    layout,
    filters: own('filters'),
    timeGranularities: own('timeGranularities'),
    fieldSwitches: own('fieldSwitches'),
  };
  const all = new Headers(headers);
  all.set('Content-Type', 'application/json');
  const request = {
    method: 'POST',
    credentials,
    headers: all,
    body: JSON.stringify(body),
    signal: signal ?? null,
  };
  try {
    onProgress?.({ phase: 'rendering', loaded: 0, total: null });
    const response = await fetch(endpoint, request);
    if (!response.ok || !/^(application\/pdf|image\/png)/.test(response.headers.get('Content-Type') ?? ''))
      throw await failureOf(response);
    return await fileOf(response, onProgress);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof CubeExportError) throw error;
    throw new CubeExportError(
      'unreachable',
      'The export endpoint did not answer. Check the connection, and try again.',
      {
        cause: error,
      },
    );
  }
}

async function fileOf(response: Response, onProgress: ExportDashboardOptions['onProgress']): Promise<Blob> {
  const type = response.headers.get('Content-Type') ?? '';
  const total = Number(response.headers.get('Content-Length')) || null;
  const parts: BlobPart[] = [];
  let loaded = 0;
  const reader = response.body?.getReader();
  onProgress?.({ phase: 'downloading', loaded, total });
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    parts.push(part.value);
    loaded += part.value.length;
    onProgress?.({ phase: 'downloading', loaded, total });
  }
  return new Blob(parts, { type });
}

async function failureOf(response: Response): Promise<CubeExportError> {
  const { ok, status, headers } = response;
  const [code, advice] = (ok ? undefined : FAILURES[status]) ?? ['failed' as const, ASK];
  const { error } = Object(await response.json().catch(() => null)) as { error?: unknown };
  const said =
    typeof error === 'string'
      ? error
      : ok
        ? 'The endpoint answered without a file.'
        : `The endpoint answered ${status}.`;
  return new CubeExportError(code, `${said} ${advice}`, {
    status,
    retryAfter: retryAfter(headers.get('Retry-After'), Date.now()),
  });
}
