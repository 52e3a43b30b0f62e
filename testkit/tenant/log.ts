import type { ExportRequest } from './exports/request.js';
import type { Fault, FaultPlace } from './faults.js';
import type { Surface } from './protocol.js';
import type { GenerateSessionRequest } from './session-request.js';

/**
 * A log entry. `at` is the tenant's time in milliseconds since 1970. Entries contain session ids: do not write them to shared
 * logs.
 */
export type LogEntry = { at: number } & LogEvent;

/** What happened, without the time. */
export type LogEvent =
  /** A session was created. `unknownFields` are fields of the request that Cube's API description does not know. */
  | { kind: 'minted'; sessionId: string; request: GenerateSessionRequest; unknownFields: string[] }
  /** A session was exchanged for a token. */
  | { kind: 'exchanged'; sessionId: string }
  /** A request was refused. `reason` says why; `fault` is `true` if a fault caused it. */
  | { kind: 'refused'; where: FaultPlace; status: number; reason: string; fault: boolean; sessionId?: string }
  /** A fault other than `refuse` was applied to a request. */
  | { kind: 'fault'; where: FaultPlace; fault: Fault['kind'] }
  /** A client disconnected while a fault delayed its response; the request was not processed. */
  | { kind: 'abandoned'; where: FaultPlace }
  /** A session was revoked. */
  | { kind: 'revoked'; sessionId: string }
  /**
   * An embed page was requested. `url` is its path and query. `sessionId` is `null` if the parameter that this form of the
   * URL expects is missing. `headers` omits cookies, authorization and other secrets.
   */
  | { kind: 'page'; surface: Surface; url: string; sessionId: string | null; headers: Record<string, string> }
  /** An export was submitted. `dashboardId` is the dashboard's public id. */
  | { kind: 'export'; jobId: string; dashboardId: string; request: ExportRequest }
  /** A page renewed its session in place and uses the new token. */
  | { kind: 'renewed'; surface: Surface }
  /** A page ignored a parameter of its URL or of an action, or an export one of its controls. `reason` says why. */
  | { kind: 'ignored'; surface: Surface; parameter: string; reason: string }
  /** A page received an action from its host, whether it supports the action or not. */
  | { kind: 'action'; surface: Surface; type: string; payload: unknown }
  /** A page posted an event to its host. */
  | { kind: 'event'; surface: Surface; type: string; payload: unknown };
