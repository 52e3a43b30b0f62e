import { fieldsOf } from './fields.js';

/** What went wrong, as a stable string. For each there is a section in `docs/errors.md`. */
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

/** Further properties of an error, all optional. */
export interface CubeEmbedErrorOptions {
  /** What led to the error, as of any `Error`. Not `ErrorOptions`, which TypeScript's library has only from ES2022 on. */
  cause?: unknown;
  /** Whether the same call may succeed when made again. Default: `false`. */
  retryable?: boolean;
  /** Seconds to wait, as the backend asked with `Retry-After`. Anything but a positive number counts as 0, the default. */
  retryAfter?: number;
}

/** The error class of everything that the elements report. Its message never contains a session id, a token or a key. */
export class CubeEmbedError extends Error {
  static {
    named(this, 'CubeEmbedError');
  }

  /** The kind of error; see `CubeEmbedErrorCode`. */
  readonly code: CubeEmbedErrorCode;
  /** Whether the same call may succeed when made again, with nothing changed by the host. */
  readonly retryable: boolean;
  /** Seconds to wait, as the backend asked with `Retry-After`; 0 when it did not. */
  readonly retryAfter: number;

  constructor(code: CubeEmbedErrorCode, message: string, options: CubeEmbedErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfter = seconds(options.retryAfter);
  }
}

/** Throw it from `fetchSession` when the viewer may not see the embed, or has signed out. It is not retried. */
export class SessionDeniedError extends CubeEmbedError {
  static {
    named(this, 'SessionDeniedError');
  }

  constructor(
    message = 'The viewer may not see this embed, or has signed out.',
    options?: Pick<CubeEmbedErrorOptions, 'cause'>,
  ) {
    super('session-denied', message, options);
  }
}

/** A session endpoint's 401 or 403. It may come from a login session that is just being refreshed. */
export class EndpointDeniedError extends SessionDeniedError {}

/** On the prototype: assigning to an instance throws in a page that has frozen `Error.prototype`. */
function named(type: { prototype: object }, name: string): void {
  Object.defineProperty(type.prototype, 'name', { value: name, writable: true });
}

/** Seconds to wait; 0 for anything but a positive number. */
function seconds(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

/**
 * Any rejection as a `CubeEmbedError`. The code decides, not the class: the error may come from another copy of this
 * library. An error of the host's own is worth another attempt. Never throws, whatever was thrown.
 */
export function toEmbedError(reason: unknown): CubeEmbedError {
  let options: CubeEmbedErrorOptions = { retryable: true };
  try {
    if (isReadable(reason)) return reason;
    const { code, name, retryable, retryAfter } = fieldsOf(reason);
    if (code === 'session-denied') return new SessionDeniedError(undefined, { cause: reason });
    if (name === 'CubeEmbedError')
      options = { retryable: retryable !== false, retryAfter: seconds(retryAfter) };
  } catch {
    // A getter or a proxy that throws says nothing about the kind of error.
  }
  return new CubeEmbedError('session-failed', 'The session could not be fetched.', {
    ...options,
    cause: reason,
  });
}

/** Whether it is an error of this copy, whose fields can be looked at. @throws What a getter of the host's throws. */
function isReadable(reason: unknown): reason is CubeEmbedError {
  return reason instanceof CubeEmbedError && [reason.code, reason.message, reason.retryable].length > 0;
}

/** An error whose code is known. */
export type ErrorOf<Code extends CubeEmbedErrorCode> = CubeEmbedError & { readonly code: Code };

/** A retryable error. */
export function passing<Code extends CubeEmbedErrorCode>(code: Code, message: string): ErrorOf<Code>;
export function passing(code: CubeEmbedErrorCode, message: string): CubeEmbedError {
  return new CubeEmbedError(code, message, { retryable: true });
}

/** Why the promise of a removed element rejects. */
export function removed(): DOMException {
  return new DOMException('The element was removed.', 'AbortError');
}

/** Errors that only the host can fix. */
export function isFinal({ code }: CubeEmbedError): boolean {
  return code === 'session-denied' || code === 'invalid-config';
}
