import { CubeEmbedError, SessionDeniedError } from '../../../../src/shared/errors.js';
import type { SessionContext } from '../../../../src/session/source.js';
import type { Tenant } from './tenant.js';
import type { Time } from './time.js';

/** How the host's backend answers: see `Backend.#answer`. */
export type Manner = 'good' | 'failing' | 'denying' | 'repeating' | 'garbage' | 'refusing';

export interface Call {
  reason: string;
  attempt: number;
  signal: AbortSignal;
  /** By the clock of the page. */
  since: number;
  settled: boolean;
}

/** The host's side: a source of sessions that can fail in every way a backend can. */
export class Backend {
  manner: Manner = 'good';
  /** How long an answer takes, in milliseconds; with `Infinity`, it hangs. */
  latency = 50;
  /** The Retry-After of a failing answer, in milliseconds. */
  retryAfter = 0;
  /** Whether an abort ends the call at once. If not, its answer still arrives. */
  heedsAbort = true;
  /** Runs inside the host's callback, before it returns. */
  onCall: (call: Call) => void = () => undefined;
  /** Runs inside the page's `abort()` of a call in flight. */
  onAbort: () => void = () => undefined;
  readonly calls: Call[] = [];
  /** The last id that the page received. */
  #lastId: string | undefined;
  readonly #tenant: Tenant;
  readonly #time: Time;

  constructor(tenant: Tenant, time: Time) {
    this.#tenant = tenant;
    this.#time = time;
  }

  /** The calls that the page still waits for. */
  get inFlight(): Call[] {
    return this.calls.filter((call) => !call.settled && !call.signal.aborted);
  }

  /** Reason and attempt of each call so far. */
  get asked(): string[] {
    return this.calls.map(({ reason, attempt }) => `${reason} ${attempt}`);
  }

  fetchSession = (context: SessionContext): Promise<string | { sessionId: string }> => {
    const { reason, attempt, signal } = context;
    const call: Call = { reason, attempt, signal, since: this.#time.now(), settled: false };
    const { manner, latency, retryAfter, heedsAbort } = this;
    this.calls.push(call);
    this.onCall(call);
    return new Promise((resolve, reject) => {
      // Cube mints the session when the backend asks for it, not when the answer arrives.
      const answer = this.#answer(manner, retryAfter);
      if (latency < Infinity) {
        this.#time.later(latency, () => {
          if (call.settled) return;
          call.settled = true;
          if (typeof answer === 'string') this.#lastId = answer;
          if (answer instanceof Error) reject(answer);
          else resolve(answer as string);
        });
      }
      signal.addEventListener('abort', () => {
        if (heedsAbort && !call.settled) {
          call.settled = true;
          reject(signal.reason as Error);
        }
        this.onAbort();
      });
    });
  };

  #answer(manner: Manner, retryAfter: number): unknown {
    switch (manner) {
      case 'failing':
        return new CubeEmbedError('session-failed', 'The backend is down.', {
          retryable: true,
          retryAfter: retryAfter / 1_000,
        });
      case 'refusing':
        return new CubeEmbedError('session-failed', 'The backend answered 422.');
      case 'denying':
        return new SessionDeniedError();
      case 'garbage':
        return { session: 'under another name' };
      case 'repeating':
        return this.#lastId ?? this.#tenant.mint();
      case 'good':
        return this.#tenant.mint();
    }
  }
}
