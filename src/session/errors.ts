/** What went wrong, as a stable string. `docs/errors.md` has a section for each. */
export type CubeEmbedErrorCode =
  | 'invalid-config'
  | 'session-failed'
  | 'session-timeout'
  | 'session-denied'
  | 'session-invalid'
  | 'session-reused'
  | 'session-expired'
  | 'frame-timeout'
  | 'embed-error';

/** What an error may carry beside its code and message. */
export interface CubeEmbedErrorOptions extends ErrorOptions {
  /** Whether the same call may succeed when made again. Default: `false`. */
  retryable?: boolean;
  /** Milliseconds that the backend asked to be left alone. Default: 0. */
  retryAfter?: number;
}

/** The one kind of error the elements report. Its message never holds a session id, a token or a key. */
export class CubeEmbedError extends Error {
  /** Tells the kinds apart; legal values are those of `CubeEmbedErrorCode`. */
  readonly code: CubeEmbedErrorCode;
  /** Whether the same call may succeed when made again, with nothing changed by the host. */
  readonly retryable: boolean;
  /** Milliseconds that the backend asked to be left alone (its `Retry-After`); 0 when it did not. */
  readonly retryAfter: number;

  constructor(code: CubeEmbedErrorCode, message: string, options: CubeEmbedErrorOptions = {}) {
    super(message, options);
    this.name = 'CubeEmbedError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfter = options.retryAfter ?? 0;
  }
}

/** Throw it from `fetchSession` when the viewer may not see the embed, or has signed out: nothing is tried again. */
export class SessionDeniedError extends CubeEmbedError {
  constructor(message = 'The viewer may not see this embed, or has signed out.', options?: ErrorOptions) {
    super('session-denied', message, options);
    this.name = 'SessionDeniedError';
  }
}

/**
 * Any rejection as a `CubeEmbedError`. The code decides, not the class: the host's errors may come from
 * another copy of this library. A rejection of the host's own is worth another try.
 */
export function toEmbedError(reason: unknown): CubeEmbedError {
  if (reason instanceof CubeEmbedError) return reason;
  if ((reason as { code?: unknown } | null)?.code === 'session-denied') {
    return new SessionDeniedError(undefined, { cause: reason });
  }
  return new CubeEmbedError('session-failed', 'The session could not be fetched.', {
    cause: reason,
    retryable: true,
  });
}

/** An error that may not come again. */
export function passing(code: CubeEmbedErrorCode, message: string): CubeEmbedError {
  return new CubeEmbedError(code, message, { retryable: true });
}

/** Nothing but the host can mend these. */
export function isFinal({ code }: CubeEmbedError): boolean {
  return code === 'session-denied' || code === 'invalid-config';
}
