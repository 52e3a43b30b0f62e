import { createMasker } from '../../../src/server/secrets.js';
import type { DoctorOptions } from './options.js';

/** An answer over HTTP, read whole. Redirects are not followed. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body when it is a JSON object. */
  json: Record<string, unknown> | null;
  /** How long it took, in milliseconds. */
  ms: number;
}

/** What the checks of one run share: the options, what was learned so far, and what must never be printed. */
export class Visit {
  readonly options: DoctorOptions;
  /** Aborted when the user stops the run. */
  readonly interrupted: AbortSignal;
  /** Sessions that Cube has made for this run, oldest first; all are revoked at the end. */
  readonly sessions: string[] = [];
  /** The address does not lead to a tenant: no more requests to it are of use. */
  isAddressWrong = false;
  /** Whether Cube accepts `isEphemeral`, so that the user does not count. */
  ephemeral = true;
  /** The token of the first session. */
  token: string | undefined;
  /** The token has opened the dashboard. */
  opensDashboard = false;
  /** What the report for an issue says, in order. */
  readonly facts = new Map<string, string>();
  readonly #secrets = new Set<string>();

  constructor(options: DoctorOptions, interrupted: AbortSignal) {
    this.options = options;
    this.interrupted = interrupted;
    if (options.tenant) this.keepSecret(options.tenant.apiKey);
    if (options.endpoint) this.keepSecret(...new URL(options.endpoint).searchParams.values());
    // A header's value as a whole, and the value of each cookie or credential in it.
    for (const value of Object.values(options.headers))
      this.keepSecret(value, ...value.split(/;\s*/).map((part) => part.replace(/^[^=\s]*[=\s]/, '')));
  }

  /** These texts never get into the output. */
  keepSecret(...texts: string[]): void {
    for (const text of texts) if (text.length >= 4) this.#secrets.add(text);
  }

  /**
   * Replaces every secret in a text, in whatever encoding, and anything else that looks like a session id or a token. Removes
   * control characters, with which a server's message could steer the terminal.
   */
  mask(text: string): string {
    return createMasker(...this.#secrets)(text)
      .replace(/[^\P{Cc}\n]/gu, '')
      .replace(/\b[0-9a-f]{32}\b/gi, '[secret]')
      .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[secret]');
  }

  /** Sends a request and reads the answer; rejects when it is not complete within the time limit. */
  async request(url: string, init: RequestInit = {}): Promise<Answer> {
    const start = performance.now();
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    const response = await fetch(url, { redirect: 'manual', ...init, signal });
    const text = await response.text();
    const ms = Math.round(performance.now() - start);
    return { status: response.status, headers: response.headers, text, json: objectOf(text), ms };
  }

  /** Sends JSON by POST. */
  post(url: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(url, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }
}

/** What an error answer says, as one line: `403: The key …`. */
export function words({ status, json, text }: Pick<Answer, 'status' | 'json' | 'text'>): string {
  const said = json?.['message'] ?? json?.['error'] ?? (json ? '' : plain(text));
  return typeof said === 'string' && said.trim()
    ? `${status}: ${said.replace(/\s+/g, ' ').trim().slice(0, 200)}`
    : String(status);
}

/** A short text body; a page of HTML says nothing. */
function plain(text: string): string {
  return text.length > 200 || text.includes('<') ? '' : text;
}

/** A text that is a JSON object; `null` for any other. */
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
