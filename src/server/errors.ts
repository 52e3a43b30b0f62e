/** Why a call to Cube failed: see {@link CubeApiError.code}. */
export type CubeApiErrorCode = 'rejected' | 'invalid-answer' | 'unreachable' | 'timeout';

/** The parts of a {@link CubeApiError}, as its properties describe them. */
export interface CubeApiErrorDetails {
  code: CubeApiErrorCode;
  status?: number | null | undefined;
  cubeMessage?: string | null | undefined;
  advice?: string | null | undefined;
  retryAfter?: number | null | undefined;
  retryable?: boolean | undefined;
  cause?: unknown;
}

/**
 * A call to Cube's embed API that failed after it was sent.
 *
 * It is made for your own log, not for a viewer. `message` is one line: the call, the status, Cube's own words where it
 * gave any, and what to do where that is known. No property holds the API key or a session id.
 */
export class CubeApiError extends Error {
  override readonly name: string = 'CubeApiError';

  /**
   * - `rejected`: Cube answered with a status other than 2xx. Redirects count: the key is never sent on.
   * - `invalid-answer`: Cube answered 2xx, but not with what it documents.
   * - `unreachable`: no answer, or one that broke off.
   * - `timeout`: no complete answer within `timeoutMs`.
   */
  readonly code: CubeApiErrorCode;

  /** The HTTP status of Cube's answer; `null` when there was none. */
  readonly status: number | null;

  /** Cube's own words (`message`, else `error`, of its JSON body), one line of at most 500 characters; else `null`. */
  readonly cubeMessage: string | null;

  /** What to do about it, where the status tells; else `null`. */
  readonly advice: string | null;

  /** Seconds that Cube asks you to wait (`Retry-After`), 0 to 86,400; `null` without a valid one. */
  readonly retryAfter: number | null;

  /**
   * Whether the same call may succeed later with nothing changed: `false` for a wrong key, deployment or request, for a
   * redirect, and for a 429 that is about the account's number of users. A 429 that does not say so counts as busy.
   */
  readonly retryable: boolean;

  constructor(message: string, details: CubeApiErrorDetails) {
    const { code, status, cubeMessage, advice, retryAfter, retryable, cause } = details;
    const words = cubeMessage ? `: ${cubeMessage}` : '';
    const todo = advice ? ` (${advice})` : '';
    super(message + words + todo, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status ?? null;
    this.cubeMessage = cubeMessage ?? null;
    this.advice = advice ?? null;
    this.retryAfter = retryAfter ?? null;
    this.retryable = retryable ?? true;
  }
}

/**
 * A request or an option that is wrong. Nothing was sent.
 *
 * The message says which field, what is wrong with it and what to do. It never repeats the field's value.
 */
export class CubeRequestError extends Error {
  override readonly name: string = 'CubeRequestError';

  /** The path of the field: `externalId`, `userAttributes[1].name`, `tenantUrl`, … */
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`);
    this.field = field;
  }
}
