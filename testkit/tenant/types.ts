import type { DashboardOptions, TenantDashboard } from './catalog.js';
import type { TenantClock } from './clock.js';
import type { Faults, Fault, FaultPlace } from './faults.js';
import type { LogEntry } from './log.js';
import type { EmbedRouter, ProtocolGeneration, Surface } from './protocol.js';
import type { GenerateSessionRequest } from './session-request.js';

/** The code of the embed pages. */
export interface EmbedPageAssets {
  /**
   * A classic script that renders the page into `#root`. It replaces the tenant's own script completely, so it must exchange
   * the session and speak the message protocol itself. `testkit/tenant/embed` in this project's repository has both parts;
   * its demo combines them with views of its own.
   */
  script?: string;
  /** A style sheet that replaces the tenant's own. */
  style?: string;
}

/** Options of {@link createCubeTenant}. */
export interface CubeTenantOptions {
  /**
   * The API key that `generate-session` and `session/revoke` require, as `Authorization: Api-Key …` or `Bearer …`: any
   * non-empty text. Required.
   */
  apiKey: string;
  /** TCP port to listen on, 0 to 65,535. Defaults to 0: any free port. */
  port?: number;
  /** Address to listen on. Defaults to `127.0.0.1`, which only this machine can reach. */
  host?: string;
  /** The tenant's clock. Defaults to a new clock that runs with the machine's. */
  clock?: TenantClock;
  /** How much of the message protocol the embed pages support. Defaults to `renewal`. */
  protocol?: ProtocolGeneration;
  /**
   * What navigation inside an embed does to the browser's history. Defaults to `memory`. Cube does not document what its
   * embeds do.
   */
  router?: EmbedRouter;
  /** The Cube tenant's own name: the embed tenant of sessions without an `embedTenantName`. Defaults to `acme`. */
  tenantName?: string;
  /** Faults that are active from the start. Defaults to none. */
  faults?: Partial<Record<FaultPlace, Fault>>;
  /**
   * Further host names that the tenant accepts, besides loopback names and IP addresses, e.g. `['tenant']` in a container
   * network. Defaults to none. Requests for other names get 403, so that no website can reach the tenant through its own
   * host name (DNS rebinding).
   */
  allowedHosts?: string[];
  /**
   * Enables the HTTP control API under `/__tenant/`: everyone who can reach the port can then control the tenant. Defaults
   * to `false`.
   */
  control?: boolean;
  /**
   * Origins whose pages may use the control API, besides loopback addresses, e.g. `['https://app.test']`. Defaults to none.
   */
  controlOrigins?: string[];
  /** Shows a menu that sends error events in every embed page, as `?debug` does for one page. Defaults to `false`. */
  developerMenu?: boolean;
  /** Whether an embed posts `ready` again after `set-session`. Defaults to `false`. Cube does not document it. */
  acknowledgeSetSession?: boolean;
  /**
   * Further headers of the embed pages, e.g. `{ 'Content-Security-Policy': "frame-ancestors 'none'" }` for a tenant that
   * refuses to be framed. Defaults to none.
   */
  pageHeaders?: Record<string, string>;
  /**
   * The script and the style sheet of the embed pages, if you want other pages than the tenant's plain ones. Each part that
   * you omit is the tenant's own.
   */
  page?: EmbedPageAssets;
  /**
   * Accepts every dashboard, deployment and chat, and every filter on dashboards without `controls`, unlike Cube. Dashboards
   * that `dashboards` lists stay as they are described. Defaults to `false`.
   */
  any?: boolean;
  /** Deployments within the API key's scope; sessions for others get 403. Defaults to `[1]`. */
  deployments?: number[];
  /**
   * The dashboards by public id; other ids are answered with 404. `true` is short for `{}`, `false` for
   * `{ embedding: false }`, and a list for `true` for each. Defaults to `sales` and `orders`.
   */
  dashboards?: string[] | Record<string, boolean | DashboardOptions>;
  /** Ids of chats that every viewer has, besides those that they begin; others are answered with 404. Defaults to none. */
  chats?: string[];
  /** Whether signed embedding is switched on for the account. If not, sessions get 403. Defaults to `true`. */
  signedEmbedding?: boolean;
  /** Whether the account has Creator Mode. If not, sessions with `creatorMode` get 403. Defaults to `true`. */
  creatorMode?: boolean;
  /** Further valid API keys that are not an admin's: they get 403 instead of 401. Defaults to none. */
  nonAdminApiKeys?: string[];
  /**
   * Whether the paths of `view` and `navigate` events carry the values of the dashboard's controls. Defaults to `false`.
   * Cube does not document it.
   */
  controlsInPaths?: boolean;
  /**
   * Whether the account allows data downloads. If not, exports get 403, and embeds ignore `allowExport`. Defaults to `true`.
   */
  dataDownloads?: boolean;
  /** Whether user time zones are switched on for the account. If not, time zones are ignored. Defaults to `true`. */
  userTimezones?: boolean;
  /** The account's groups. A session with an unknown group gets 400, as in Cube. Defaults to any group. */
  groups?: string[];
  /**
   * The names of the account's user attributes. A session with an unknown attribute gets 400, as in Cube. Defaults to any
   * attribute.
   */
  userAttributes?: string[];
  /** The user names that `internalId` can be. A session with an unknown name gets 400, as in Cube. Defaults to any. */
  internalUsers?: string[];
  /** External users before sessions get 429; ephemeral users do not count. Defaults to 10,000, Cube's limit. */
  maxExternalUsers?: number;
  /**
   * Branches of the data model: `true` for a served branch, `false` for one that is not (400); others get 404. Defaults to
   * `{ main: true }`.
   */
  branches?: Record<string, boolean>;
  /** Seconds until a session that has not been exchanged expires. Defaults to 300, as in Cube. */
  sessionTtlSeconds?: number;
  /** Seconds until a token expires after the exchange. Defaults to 86,400, as in Cube. */
  tokenTtlSeconds?: number;
  /**
   * Seconds before a token's expiry at which a page with the `renewal` protocol stops using it. Defaults to 3,600, as in
   * Cube.
   */
  trustMarginSeconds?: number;
  /** Seconds before that moment at which it posts `session-expiring`. Defaults to 300. */
  expiringNoticeSeconds?: number;
}

/** A session in its current state. */
export interface TenantSession {
  /** 32 lowercase hexadecimal digits, as in Cube. */
  sessionId: string;
  /**
   * - `fresh`: can be exchanged.
   * - `spent`: has been exchanged.
   * - `expired`: was not exchanged in time.
   * - `revoked`: was revoked, and its token with it.
   */
  state: 'fresh' | 'spent' | 'expired' | 'revoked';
  /** The request that created it. */
  request: GenerateSessionRequest;
  /** Time of creation in milliseconds since 1970, by the tenant's clock. */
  mintedAt: number;
  /** Time of the exchange in milliseconds since 1970, by the tenant's clock; `null` before it. */
  exchangedAt: number | null;
}

/** An embed page that is currently open. */
export interface TenantPage {
  /** Which of Cube's embeds the page shows. */
  surface: Surface;
  /** Path and query of the embed URL with which it was opened. */
  url: string;
}

/** Options of {@link CubeTenant.emit}. */
export interface EmitOptions {
  /** Sends to open pages of this surface only. Defaults to all open pages. */
  surface?: Surface;
  /**
   * `true` posts `payload` as the whole message, without Cube's envelope, to test how a host handles a forged or malformed
   * message. Defaults to `false`.
   */
  raw?: boolean;
}

/** An emulated Cube tenant that runs in this process. */
export interface CubeTenant {
  /**
   * Starts listening and resolves to the tenant's URL, without a trailing slash. Rejects with Node's error if it cannot
   * listen, e.g. because the port is in use. A second call resolves to the same URL.
   */
  start(): Promise<string>;
  /** Closes all connections and stops listening. Safe to call twice, and before `start`. */
  stop(): Promise<void>;
  /** The tenant's URL, without a trailing slash. Throws an `Error` before `start` has resolved and after `stop`. */
  readonly url: string;
  /** The protocol of pages that are opened from now on. Setting an unknown one throws a `TypeError`. */
  protocol: ProtocolGeneration;
  /** The tenant's clock. Move it instead of waiting. */
  readonly clock: TenantClock;
  /** Makes requests fail on purpose. */
  readonly faults: Faults;
  /** Everything that happened, oldest first. */
  readonly log: readonly LogEntry[];
  /** The tenant's dashboards with their controls, in the given order. */
  readonly dashboards: readonly TenantDashboard[];
  /** All sessions, oldest first. */
  readonly sessions: readonly TenantSession[];
  /** The embed pages that are currently open. */
  readonly pages: readonly TenantPage[];
  /**
   * Creates a session without an HTTP call and returns its id. `deploymentId` defaults to the first of `deployments`, else
   * 1; without `internalId`, `externalId` defaults to `viewer`. Throws a `TypeError` for a request that the tenant would
   * refuse; the message names the field.
   */
  mint(request?: Partial<GenerateSessionRequest>): string;
  /** Revokes a session: it cannot be exchanged any more, and its token gets 401. An unknown id is ignored. */
  revoke(sessionId: string): void;
  /**
   * Makes open pages post an event to their hosts, and returns the number of these pages. `type` may omit `cube:event:`;
   * `payload` defaults to `{}`.
   */
  emit(type: string, payload?: unknown, options?: EmitOptions): number;
  /** Deletes all sessions, external users, log entries and faults. Keeps the clock, the protocol and open pages. */
  reset(): void;
}
