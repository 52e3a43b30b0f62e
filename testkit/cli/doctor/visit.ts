import { createMasker } from '../../../src/server/masker.js';
import type { Masker } from '../../../src/server/masker.js';
import { toLine } from '../../../src/server/secrets.js';
import type { DoctorOptions } from './options.js';

/** Enough for the longest line of a check, e.g. the events of an embed. */
const MAX_LENGTH = 500;

/** An HTTP response with its whole body. Redirects are not followed. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body if it is a JSON object. */
  json: Record<string, unknown> | null;
  /** Duration in milliseconds. */
  ms: number;
}

/** The state that the checks of one run share: options, findings so far, and secrets that must never be printed. */
export class Visit {
  readonly options: DoctorOptions;
  /** Aborts when the user stops the run. */
  readonly interrupted: AbortSignal;
  /** Sessions that this run has created, oldest first. All are revoked at the end. */
  readonly sessions: string[] = [];
  /** The names of the checks that failed. */
  readonly failed = new Set<string>();
  /** Whether the address is not a tenant's, so that further requests make no sense. */
  isAddressWrong = false;
  /** Whether Cube answers at the address, as far as is known. */
  isCube = true;
  /** Whether Cube accepts `isEphemeral`, so that the user does not count toward the limit. */
  ephemeral = true;
  /** The token of the first session. */
  token: string | undefined;
  /** Whether the token gives access to the dashboard. */
  opensDashboard = false;
  /** The lines of the report for an issue, in order. */
  readonly facts = new Map<string, string>();
  readonly #secrets = new Set<string>();
  #mask: Masker | undefined;

  constructor(options: DoctorOptions, interrupted: AbortSignal) {
    this.options = options;
    this.interrupted = interrupted;
    if (options.tenant) this.keepSecret(options.tenant.apiKey);
    if (options.endpoint) this.keepSecret(...new URL(options.endpoint).searchParams.values());
    // A header's whole value, and the value of each cookie or credential in it.
    for (const value of Object.values(options.headers))
      this.keepSecret(value, ...value.split(/;\s*/).map((part) => part.replace(/^[^=\s]*[=\s]/, '')));
  }

  /** Marks texts that must not appear in the output. */
  keepSecret(...texts: string[]): void {
    for (const text of texts) if (text.length >= 4) this.#secrets.add(text);
    this.#mask = undefined;
  }

  /**
   * Makes a value fit for the output: one line of limited length, without control characters, with every secret masked in any
   * spelling, and anything else that looks like a session id or a token.
   */
  clean(value: string): string {
    this.#mask ??= createMasker(...this.#secrets);
    const text = this.#mask(toLine(value))
      .replace(/\b[0-9a-f]{32}\b/gi, '[secret]')
      .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[secret]');
    return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  }

  /** Sends a request and reads the whole response. Rejects if that takes longer than the timeout. */
  async request(url: string, init: RequestInit = {}): Promise<Answer> {
    const start = performance.now();
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    const response = await fetch(url, { redirect: 'manual', ...init, signal });
    const text = await response.text();
    const ms = Math.round(performance.now() - start);
    return { status: response.status, headers: response.headers, text, json: objectOf(text), ms };
  }

  /** Sends a POST request with a JSON body. */
  post(url: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(url, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }
}

/** Formats an error response as one line: `403: The key …`. */
export function words({ status, json, text }: Pick<Answer, 'status' | 'json' | 'text'>): string {
  const said = json?.['message'] ?? json?.['error'] ?? (json ? '' : plain(text));
  return typeof said === 'string' && said.trim() ? `${status}: ${said.trim()}` : String(status);
}

/** Returns a short plain-text body, or an empty string for HTML or a long text. */
function plain(text: string): string {
  return text.length > 200 || text.includes('<') ? '' : text;
}

/** Parses a JSON object. Returns `null` for any other text. */
export function objectOf(text: string): Answer['json'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
