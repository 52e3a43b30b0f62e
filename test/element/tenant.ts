import { executeServerCommand } from '@web/test-runner-commands';
import type {
  CubeTenant,
  CubeTenantOptions,
  EmitOptions,
  Fault,
  FaultPlace,
  LogEntry,
  ProtocolGeneration,
  TenantPage,
  TenantSession,
} from '../../testkit/tenant/index.js';

/** An answer of the host's backend. Default: 200 with a new session of the tenant. */
export interface HostAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent unchanged, anything else as JSON. */
  body?: unknown;
  /** Delays the answer until `hostRelease()`. */
  held?: boolean;
}

/** A request that the host's backend received. */
export interface HostRequest {
  method: string;
  headers: Record<string, string>;
  body: string;
  /** Whether the page aborted the request. */
  gone: boolean;
}

/** A log entry of one kind. */
export type LogOf<K extends LogEntry['kind']> = Extract<LogEntry, { kind: K }>;

/** The options for the tenant of a test. */
export type TenantOptions = Omit<CubeTenantOptions, 'apiKey' | 'clock' | 'port' | 'host'>;

/** An emulated tenant in the runner's process, with a host's backend on the test page's own origin. */
export class Tenant {
  /** Its address, on another site than the test page. */
  readonly url: string;
  /** The path of the host's backend, for `session-endpoint`. */
  readonly endpoint: string;
  readonly #id: number;

  constructor(id: number, url: string) {
    this.#id = id;
    this.url = url;
    this.endpoint = `/host/${id}/session`;
  }

  mint = (request?: Parameters<CubeTenant['mint']>[0]): Promise<string> => this.#call('mint', request);
  /** Moves the tenant's clock, which is frozen otherwise. */
  advance = (ms: number): Promise<void> => this.#call('advance', ms);
  fault = (where: FaultPlace, fault: Fault, options?: { times?: number }): Promise<void> =>
    this.#call('fault', where, fault, options);
  clearFaults = (where?: FaultPlace): Promise<void> => this.#call('clearFaults', where);
  /** Sets the generation of pages that are opened from now on. */
  protocol = (generation: ProtocolGeneration): Promise<void> => this.#call('protocol', generation);
  emit = (type: string, payload: unknown = {}, options: EmitOptions = {}): Promise<number> =>
    this.#call('emit', type, payload, options);
  revoke = (sessionId: string): Promise<void> => this.#call('revoke', sessionId);
  sessions = (): Promise<TenantSession[]> => this.#call('sessions');
  pages = (): Promise<TenantPage[]> => this.#call('pages');
  hostScript = (...answers: HostAnswer[]): Promise<void> => this.#call('hostScript', answers);
  hostRelease = (): Promise<void> => this.#call('hostRelease');
  hostRequests = (): Promise<HostRequest[]> => this.#call('hostRequests');
  stop = (): Promise<void> => this.#call('stop');

  /** The tenant's log, optionally of one kind. */
  async log<K extends LogEntry['kind']>(kind?: K): Promise<LogOf<K>[]> {
    const entries = await this.#call<LogEntry[]>('log');
    return entries.filter((entry): entry is LogOf<K> => !kind || entry.kind === kind);
  }

  async #call<T>(name: string, ...args: unknown[]): Promise<T> {
    // JSON would turn an omitted argument into null, and null is a valid argument.
    while (args.length && args.at(-1) === undefined) args.pop();
    const { result } = await command<{ result: T }>('tenant:call', { id: this.#id, name, args });
    return result;
  }
}

/** Starts a tenant; `support.ts` stops it after the test. */
export async function openTenant(options: TenantOptions): Promise<Tenant> {
  const { id, url } = await command<{ id: number; url: string }>('tenant:open', options);
  return new Tenant(id, url);
}

function command<R>(name: string, payload: unknown): Promise<R> {
  return executeServerCommand<R, unknown>(name, payload);
}
