import type { Fault, FaultPlace } from './faults.js';
import type { GenerateSessionRequest } from './session-request.js';
import type { Surface } from './types.js';

/** One thing that happened. `at` is the tenant's time in milliseconds since 1970. Holds session ids: keep it out of shared logs. */
export type LogEntry = { at: number } & LogEvent;

/** What happened, without its time. */
export type LogEvent =
  /** A session was made. `unknownFields` are those of the request that Cube's description does not know. */
  | { kind: 'minted'; sessionId: string; request: GenerateSessionRequest; unknownFields: string[] }
  /** A session became a token. */
  | { kind: 'exchanged'; sessionId: string }
  /** A request was refused; `reason` tells why in words, and `fault` whether it was on purpose. */
  | { kind: 'refused'; where: FaultPlace; status: number; reason: string; fault: boolean; sessionId?: string }
  /** A fault other than a refusal struck. */
  | { kind: 'fault'; where: FaultPlace; fault: Fault['kind'] }
  /** A client stopped waiting for an answer that a fault held back; nothing was done for it. */
  | { kind: 'abandoned'; where: FaultPlace }
  /** A session was revoked. */
  | { kind: 'revoked'; sessionId: string }
  /**
   * An embed page was requested. `url` is path and query; `sessionId` is `null` when the parameter that this form of the URL
   * expects is missing. `headers` are without cookies, authorization and other secrets.
   */
  | { kind: 'page'; surface: Surface; url: string; sessionId: string | null; headers: Record<string, string> }
  /** A page has taken another session in place and lives by its token now. */
  | { kind: 'renewed'; surface: Surface }
  /** A page received an action from its host, understood or not. */
  | { kind: 'action'; surface: Surface; type: string; payload: unknown }
  /** A page posted an event to its host. */
  | { kind: 'event'; surface: Surface; type: string; payload: unknown };
