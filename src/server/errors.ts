/** Why a call to Cube failed: see {@link CubeApiError.code}. */
export type CubeApiErrorCode = 'rejected' | 'invalid-answer' | 'unreachable' | 'timeout';

/**
 * The properties of a new {@link CubeApiError}, which describes them. `status`, `cubeMessage`, `advice` and `retryAfter`
 * default to `null`, `retryable` to `true`.
 */
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
 * Thrown when a call to Cube's embed API fails after it was sent.
 *
 * Intended for your log, not for viewers. `message` is one line: the call, the status, Cube's own message if there is one,
 * and what to do if that is known. No property contains the API key or a session id.
 */
export class CubeApiError extends Error {
  override readonly name: string = 'CubeApiError';

  /**
   * Why the call failed:
   *
   * - `rejected`: Cube answered with a status other than 2xx. Includes redirects: the API key is never sent to their target.
   * - `invalid-answer`: Cube answered 2xx, but not with the documented body.
   * - `unreachable`: no answer, or an incomplete one.
   * - `timeout`: no complete answer within `timeoutMs`.
   */
  readonly code: CubeApiErrorCode;

  /** HTTP status of Cube's answer, or `null` if there was none. */
  readonly status: number | null;

  /** Cube's own message (`message`, else `error`, of its JSON body) as one line of at most 500 characters, or `null`. */
  readonly cubeMessage: string | null;

  /** How to fix the failure, or `null` if the status does not tell. */
  readonly advice: string | null;

  /** Seconds to wait before a retry, from a valid `Retry-After` header: 0 to 86,400; otherwise `null`. */
  readonly retryAfter: number | null;

  /**
   * Whether the same call may succeed later without a change. `false` for a wrong key, deployment or request, for a
   * redirect, and for a 429 about the account's user limit. Any other 429 counts as "Cube is busy" and is retryable.
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
 * Thrown when a request or an option is invalid. Nothing was sent.
 *
 * The message names the field, what is wrong with it and how to fix it. It never contains the field's value.
 */
export class CubeRequestError extends Error {
  override readonly name: string = 'CubeRequestError';

  /** Path of the invalid field: `externalId`, `userAttributes[1].name`, `tenantUrl`, … */
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`);
    this.field = field;
  }
}

/**
 * Reported to `onError` when a handler's `limiter` rejects, takes longer than `timeoutMs`, or does not answer
 * `{ ok, retryAfter }`. Until it works again, each process counts by itself. `cause` is what the limiter threw.
 */
export class CubeLimiterError extends Error {
  override readonly name: string = 'CubeLimiterError';

  constructor(cause: unknown) {
    super('limiter failed: each process counts requests by itself until it works again', { cause });
  }
}
