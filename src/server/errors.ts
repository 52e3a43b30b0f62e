/** Why a call to Cube gave nothing: see {@link CubeApiError.code}. */
export type CubeApiErrorCode = 'rejected' | 'invalid-answer' | 'unreachable' | 'timeout';

/** What a {@link CubeApiError} is made of. */
export interface CubeApiErrorDetails {
  code: CubeApiErrorCode;
  status?: number | null;
  cubeMessage?: string | null;
  retryAfter?: number | null;
  cause?: unknown;
}

/**
 * A call to Cube's embed API that failed after it was sent.
 *
 * Made for the host's own log: `message` names the call and ends with Cube's own words, where it gave any. Neither
 * `message`, `stack`, `cause` nor any other property holds the API key or a session id. Do not show it to a viewer.
 */
export class CubeApiError extends Error {
  override readonly name: string = 'CubeApiError';

  /**
   * - `rejected`: Cube answered with a status other than 2xx (a redirect included: the key is never sent on).
   * - `invalid-answer`: Cube answered 2xx, but not with what it documents.
   * - `unreachable`: no answer, or one that broke off.
   * - `timeout`: no whole answer within `timeoutMs`.
   */
  readonly code: CubeApiErrorCode;

  /** The HTTP status of Cube's answer; `null` when there was none. */
  readonly status: number | null;

  /** Cube's own words (`message`, else `error`, of its JSON body), one line of at most 500 characters; or `null`. */
  readonly cubeMessage: string | null;

  /** Seconds that Cube asks to wait (`Retry-After`), 0 to 86,400; `null` when it names none that is valid. */
  readonly retryAfter: number | null;

  constructor(message: string, { code, status, cubeMessage, retryAfter, cause }: CubeApiErrorDetails) {
    super(cubeMessage ? `${message}: ${cubeMessage}` : message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status ?? null;
    this.cubeMessage = cubeMessage ?? null;
    this.retryAfter = retryAfter ?? null;
  }
}

/**
 * A request or an option that was found wrong before anything was sent.
 *
 * The message says which field, what is wrong with it and what to do. It never repeats the field's value.
 */
export class CubeRequestError extends Error {
  override readonly name: string = 'CubeRequestError';

  /** Where the fault is: `externalId`, `userAttributes[1].name`, `tenantUrl`, … */
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field} ${problem}`);
    this.field = field;
  }
}
