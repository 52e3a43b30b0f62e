import type { TenantClock } from './clock.js';
import type { Faults, Fault, FaultPlace } from './faults.js';
import type { LogEntry } from './log.js';
import type { GenerateSessionRequest } from './session-request.js';

/** Cube's three embeds. */
export type Surface = 'dashboard' | 'chat' | 'app';

/**
 * How much of the message protocol an embed page speaks. `none`: it sends and takes no messages. `events`: Cube's
 * events and actions, but nothing about the session's end. `renewal`: also `session-expiring`, `session-expired` and
 * the `set-session` action.
 */
export type ProtocolGeneration = 'none' | 'events' | 'renewal';

/**
 * What navigation inside an embed does to the browser's history, which host and frame share. `push`: each step adds an
 * entry, and Back undoes it. `memory`: nothing.
 */
export type EmbedRouter = 'push' | 'memory';

/** Settings of {@link createCubeTenant}. */
export interface CubeTenantOptions {
  /** The key that `generate-session` and `session/revoke` require, as `Authorization: Api-Key …` or `Bearer …`. Not empty. */
  apiKey: string;
  /** TCP port. Default 0: a free one. */
  port?: number;
  /** Address to listen on. Default `127.0.0.1`: this machine only. */
  host?: string;
  /** The time to live by. Default: a new clock that runs with the machine's. */
  clock?: TenantClock;
  /** What the embed pages speak. Default `renewal`. */
  protocol?: ProtocolGeneration;
  /** Whether navigation inside an embed adds entries to the browser's history. Cube does not document it; default `memory`. */
  router?: EmbedRouter;
  /** The embed tenant of sessions without an `embedTenantName`: the Cube tenant's own name. Default `acme`. */
  tenantName?: string;
  /** Faults that are on from the start. Default: none. */
  faults?: Partial<Record<FaultPlace, Fault>>;
  /**
   * Host names that the tenant answers to, beside loopback names and IP addresses; requests for others get 403, so that
   * no website can reach the tenant under a name of its own. E.g. `['tenant']` in a container network. Default: none.
   */
  allowedHosts?: string[];
  /** Whether the HTTP control API under `/__tenant/` answers; anybody who reaches the port can then steer the tenant. Default `false`. */
  control?: boolean;
  /** Origins whose pages may use the control API, beside pages on loopback addresses. E.g. `['https://app.test']`. Default: none. */
  controlOrigins?: string[];
  /** Whether embed pages show the menu that sends errors by a click, as `?debug` does for one page. Default `false`. */
  developerMenu?: boolean;
  /** Whether a page posts `ready` again after a `set-session`. Cube does not document it; default `false`. */
  acknowledgeSetSession?: boolean;
  /**
   * Further headers of the embed pages: how a tenant that goes along with a strict host answers, or one that refuses to
   * be framed by it. E.g. `{ 'Content-Security-Policy': "frame-ancestors 'none'" }`. Default: none.
   */
  pageHeaders?: Record<string, string>;
  /** Deployments within the key's scope; others are refused with 403. Default: any. */
  deployments?: number[];
  /**
   * The dashboards by public id: `true` for one that allows signed embedding, `false` for one that does not (403); any
   * other is not visible to the viewer (404). A list is short for `true` for each. Default: all allow it.
   */
  dashboards?: string[] | Record<string, boolean>;
  /** The account's groups. A session with another one is refused with 400, as Cube does. Default: any. */
  groups?: string[];
  /** The account's user attributes. A session with another one is refused with 400, as Cube does. Default: any. */
  userAttributes?: string[];
  /** The user names that `internalId` may be. Others are refused with 400, as Cube does. Default: any. */
  internalUsers?: string[];
  /** How many external users sessions may create before 429; ephemeral ones do not count. Default 10000, Cube's limit. */
  maxExternalUsers?: number;
  /** Data-model branches: `true` for a served one, `false` for one that answers 400; others answer 404. Default `{ main: true }`. */
  branches?: Record<string, boolean>;
  /** How long a session may wait for its exchange, in seconds. Default 300. */
  sessionTtlSeconds?: number;
  /** How long a token lives after the exchange, in seconds. Default 86400. */
  tokenTtlSeconds?: number;
  /** How much earlier a page of the `renewal` generation stops trusting its token, in seconds. Default 3600. */
  trustMarginSeconds?: number;
  /** How long before that end it posts `session-expiring`, in seconds. Default 300. */
  expiringNoticeSeconds?: number;
}

/** A session as the tenant sees it now. */
export interface TenantSession {
  sessionId: string;
  /** `fresh` can be exchanged, `spent` was, `expired` was not in time, `revoked` is dead together with its token. */
  state: 'fresh' | 'spent' | 'expired' | 'revoked';
  /** What it was minted from. */
  request: GenerateSessionRequest;
  /** In milliseconds since 1970, by the tenant's clock. */
  mintedAt: number;
  /** When it was exchanged, or `null`. */
  exchangedAt: number | null;
}

/** An embed page that is open now. */
export interface TenantPage {
  surface: Surface;
  /** Path and query of the embed URL as it was opened. */
  url: string;
}

/** Which pages an event goes to, and how. */
export interface EmitOptions {
  /** Pages of this surface only. Default: all that are open. */
  surface?: Surface;
  /** `true`: post `payload` itself as the whole message, without an envelope, to see how a host takes a forged or broken one. Default `false`. */
  raw?: boolean;
}

/** A Cube tenant that runs in this process. */
export interface CubeTenant {
  /** Starts listening and gives the tenant's URL, without a slash at its end. Rejects when the port is taken. A second call gives the same URL. */
  start(): Promise<string>;
  /** Ends every connection and stops listening. Safe to call twice, and before `start`. */
  stop(): Promise<void>;
  /** The tenant's URL. Throws before `start`. */
  readonly url: string;
  /** The generation that pages opened from now on speak. */
  protocol: ProtocolGeneration;
  /** The tenant's time; move it instead of waiting. */
  readonly clock: TenantClock;
  /** What goes wrong on purpose. */
  readonly faults: Faults;
  /** All that happened, oldest first. */
  readonly log: readonly LogEntry[];
  /** Every session minted, oldest first. */
  readonly sessions: readonly TenantSession[];
  /** The embed pages that are open now. */
  readonly pages: readonly TenantPage[];
  /**
   * Makes a session without the HTTP call and gives its id. What is left out is filled in: the first deployment (or
   * 1) and, when no viewer is named, the external user `viewer`. Throws a `TypeError` that names the field for a
   * request that the tenant would refuse.
   */
  mint(request?: Partial<GenerateSessionRequest>): string;
  /** Revokes a session: it can no longer be exchanged, and its token answers 401. An unknown id is no error. */
  revoke(sessionId: string): void;
  /** Makes the open pages post this event to their hosts (`type` with or without `cube:event:`) and gives their number. */
  emit(type: string, payload?: unknown, options?: EmitOptions): number;
  /** Forgets all sessions and the log, clears the faults. The clock, the generation and open pages stay as they are. */
  reset(): void;
}
