import { describe, expect, it } from 'vitest';
import { CubeEmbedError, SessionDeniedError, toEmbedError } from '../../../src/session/errors.js';

describe('CubeEmbedError', () => {
  it('is an error with a code, and by default not worth another try', () => {
    const error = new CubeEmbedError('frame-timeout', 'It did not come up.');
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'CubeEmbedError',
      code: 'frame-timeout',
      message: 'It did not come up.',
      retryable: false,
      retryAfter: 0,
    });
    expect(error.cause).toBeUndefined();
  });

  it('carries its cause, and what the backend asked for', () => {
    const cause = new TypeError('fetch failed');
    const options = { cause, retryable: true, retryAfter: 5_000 };
    expect(new CubeEmbedError('session-failed', '', options)).toMatchObject(options);
  });
});

describe('SessionDeniedError', () => {
  it('is a CubeEmbedError that is final, and needs no words of the host', () => {
    const error = new SessionDeniedError();
    expect(error).toBeInstanceOf(CubeEmbedError);
    expect(error).toMatchObject({ name: 'SessionDeniedError', code: 'session-denied', retryable: false });
    expect(error.message).not.toBe('');
  });

  it('takes the words of the host and the cause', () => {
    const cause = new Error('401');
    expect(new SessionDeniedError('Signed out.', { cause })).toMatchObject({ message: 'Signed out.', cause });
  });
});

describe('toEmbedError', () => {
  it.each([new CubeEmbedError('session-invalid', ''), new SessionDeniedError()])(
    'leaves %s as it is',
    (error) => {
      expect(toEmbedError(error)).toBe(error);
    },
  );

  it('knows a denial from another copy of this library by its code', () => {
    const reason = Object.assign(new Error('no'), { code: 'session-denied' });
    const error = toEmbedError(reason);
    expect(error).toBeInstanceOf(SessionDeniedError);
    expect(error.cause).toBe(reason);
  });

  it.each([
    [new TypeError('fetch failed')],
    [new DOMException('aborted', 'AbortError')],
    ['a string'],
    [null],
    [undefined],
    [404],
    [{ code: 'ECONNRESET' }],
    [{ code: 23 }],
  ])('makes of %j a failure that is worth another try, and keeps it as the cause', (reason) => {
    const error = toEmbedError(reason);
    expect(error).toMatchObject({ code: 'session-failed', retryable: true });
    expect(error.cause).toBe(reason);
  });

  it('says nothing of what the host threw, which may hold an id', () => {
    expect(toEmbedError(new Error('session 0123 was bad')).message).not.toContain('0123');
  });
});
