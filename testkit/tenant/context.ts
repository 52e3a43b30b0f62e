import type { TenantClock } from './clock.js';
import { FaultBoard } from './faults.js';
import type { LogEntry, LogEvent } from './log.js';
import { PageHub } from './page-hub.js';
import { requestProblem, unknownFields } from './request-check.js';
import type { GenerateSessionRequest } from './session-request.js';
import { SessionStore } from './sessions.js';
import { TokenMint } from './tokens.js';
import type { CubeTenantOptions, ProtocolGeneration } from './types.js';

/** The options with their defaults filled in. */
export type Settings = Required<Omit<CubeTenantOptions, 'clock' | 'faults' | 'deployments' | 'dashboards'>> &
  Pick<CubeTenantOptions, 'deployments' | 'dashboards'>;

/** All that a running tenant knows: the one thing that the routes share. */
export class TenantContext {
  readonly settings: Settings;
  readonly clock: TenantClock;
  readonly faults = new FaultBoard();
  readonly sessions: SessionStore;
  readonly tokens: TokenMint;
  readonly hub: PageHub;
  readonly log: LogEntry[] = [];
  protocol: ProtocolGeneration;

  constructor(settings: Settings, clock: TenantClock) {
    this.settings = settings;
    this.clock = clock;
    this.protocol = settings.protocol;
    this.sessions = new SessionStore(() => clock.now(), settings.sessionTtlSeconds);
    this.tokens = new TokenMint(() => clock.now(), settings.tokenTtlSeconds, settings.tenantName);
    this.hub = new PageHub(clock, (event) => this.record(event));
  }

  record(event: LogEvent): void {
    this.log.push({ at: this.clock.now(), ...event });
  }

  /** Mints for a request that is known to be good. */
  mint(request: GenerateSessionRequest): string {
    const sessionId = this.sessions.mint(request);
    this.record({ kind: 'minted', sessionId, request, unknownFields: unknownFields(request) });
    return sessionId;
  }

  /** Mints for a request with gaps; throws a `TypeError` for what Cube would refuse. */
  mintPartial(partial: Partial<GenerateSessionRequest>): string {
    const viewer = partial.internalId ? {} : { externalId: 'viewer' };
    const request = { deploymentId: this.settings.deployments?.[0] ?? 1, ...viewer, ...partial };
    const problem = requestProblem(request);
    if (problem) throw new TypeError(`No session can be minted from this: ${problem}.`);
    return this.mint(request);
  }

  revoke(sessionId: string): void {
    if (this.sessions.revoke(sessionId)) this.record({ kind: 'revoked', sessionId });
  }

  reset(): void {
    this.sessions.clear();
    this.faults.clear();
    this.log.length = 0;
  }
}
