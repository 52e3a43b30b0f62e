import { requireScope } from './account.js';
import { Catalog } from './catalog.js';
import { ChatStore } from './chats.js';
import type { TenantClock } from './clock.js';
import { Directory } from './directory.js';
import { ExportJobs } from './exports/jobs.js';
import { FaultBoard } from './faults.js';
import { HttpError } from './http.js';
import type { LogEntry, LogEvent } from './log.js';
import { PageHub } from './page-hub.js';
import type { ProtocolGeneration } from './protocol.js';
import { requestProblem, unknownFields } from './request-check.js';
import type { GenerateSessionRequest } from './session-request.js';
import { SessionStore } from './sessions.js';
import { TokenMint } from './tokens.js';
import type { CubeTenantOptions } from './types.js';

/** Options without a default: nothing is restricted if they are omitted. */
type Restriction = 'dashboards' | 'groups' | 'userAttributes' | 'internalUsers';

/** The options with their defaults filled in. */
export type Settings = Required<Omit<CubeTenantOptions, 'clock' | 'faults' | Restriction>> &
  Pick<CubeTenantOptions, Restriction>;

/** The state of a tenant, shared by all routes. */
export class TenantContext {
  readonly settings: Settings;
  readonly clock: TenantClock;
  readonly faults = new FaultBoard();
  readonly directory: Directory;
  readonly sessions: SessionStore;
  readonly tokens: TokenMint;
  readonly catalog: Catalog;
  readonly chats: ChatStore;
  readonly exports: ExportJobs;
  readonly hub: PageHub;
  readonly log: LogEntry[] = [];
  protocol: ProtocolGeneration;

  constructor(settings: Settings, clock: TenantClock) {
    this.settings = settings;
    this.clock = clock;
    this.protocol = settings.protocol;
    this.directory = new Directory(settings);
    this.sessions = new SessionStore(() => clock.now(), settings.sessionTtlSeconds);
    this.tokens = new TokenMint(() => clock.now(), settings.tokenTtlSeconds, settings.tenantName);
    this.catalog = new Catalog(settings.dashboards, settings.any);
    this.chats = new ChatStore(settings.chats);
    this.exports = new ExportJobs(() => clock.now());
    this.hub = new PageHub(clock, (event) => this.record(event));
  }

  record(event: LogEvent): void {
    this.log.push({ at: this.clock.now(), ...event });
  }

  /** Creates a session for a validated request. Throws an {@link HttpError} for what the account does not have. */
  mint(request: GenerateSessionRequest): string {
    requireScope(this.settings, request);
    this.directory.admit(request);
    const sessionId = this.sessions.mint(request);
    this.record({ kind: 'minted', sessionId, request, unknownFields: unknownFields(request) });
    return sessionId;
  }

  /** Creates a session, with defaults for missing fields. Throws a `TypeError` for a request that Cube would refuse. */
  mintPartial(partial: Partial<GenerateSessionRequest>): string {
    const viewer = partial.internalId ? {} : { externalId: 'viewer' };
    const request = { deploymentId: this.settings.deployments[0] ?? 1, ...viewer, ...partial };
    const problem = requestProblem(request);
    try {
      if (problem) throw new HttpError(400, `${problem}.`);
      return this.mint(request);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      throw new TypeError(`The tenant refuses this session with ${error.status}: ${error.message}`, {
        cause: error,
      });
    }
  }

  revoke(sessionId: string): void {
    if (this.sessions.revoke(sessionId)) this.record({ kind: 'revoked', sessionId });
  }

  reset(): void {
    this.sessions.clear();
    this.directory.clear();
    this.chats.clear();
    this.exports.clear();
    this.faults.clear();
    this.log.length = 0;
  }
}
