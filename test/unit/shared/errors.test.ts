import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CubeEmbedError, SessionDeniedError, toEmbedError } from '../../../src/shared/errors.js';

describe('CubeEmbedError', () => {
  it('is an Error with a code, and not retryable by default', () => {
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

  it('can be renamed by the host', () => {
    const error = Object.assign(new CubeEmbedError('embed-error', ''), { name: 'ReportError' });
    expect(String(error)).toBe('ReportError');
  });

  it('carries its cause and retryAfter', () => {
    const cause = new TypeError('fetch failed');
    const options = { cause, retryable: true, retryAfter: 5 };
    expect(new CubeEmbedError('session-failed', '', options)).toMatchObject(options);
  });

  it.each([NaN, -1, -Infinity, 0, '5', null, undefined, {}, true])(
    'ignores a retryAfter of %s',
    (retryAfter) => {
      const options = { retryAfter: retryAfter as number };
      expect(new CubeEmbedError('session-failed', '', options).retryAfter).toBe(0);
    },
  );

  it('can be constructed in a page that has frozen Error.prototype', () => {
    const compilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      useDefineForClassFields: false,
    };
    const compiled = ['fields', 'errors'].map((name) => {
      const path = fileURLToPath(new URL(`../../../src/shared/${name}.ts`, import.meta.url));
      return ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions }).outputText;
    });
    // A separate realm, so that no other test has a frozen prototype.
    const names = runInNewContext(`
      'use strict';
      Object.freeze(Error.prototype);
      const exports = {};
      const require = () => exports;
      ${compiled.join('')}
      [new exports.CubeEmbedError('embed-error', 'broken'), new exports.SessionDeniedError()].map(String)`);
    expect([...(names as string[])]).toEqual([
      'CubeEmbedError: broken',
      'SessionDeniedError: The viewer may not see this embed, or has signed out.',
    ]);
  });
});

describe('SessionDeniedError', () => {
  it('is a CubeEmbedError that is not retryable and has a default message', () => {
    const error = new SessionDeniedError();
    expect(error).toBeInstanceOf(CubeEmbedError);
    expect(error).toMatchObject({ name: 'SessionDeniedError', code: 'session-denied', retryable: false });
    expect(error.message).not.toBe('');
  });

  it('accepts a message and a cause', () => {
    const cause = new Error('401');
    expect(new SessionDeniedError('Signed out.', { cause })).toMatchObject({ message: 'Signed out.', cause });
  });
});

describe('toEmbedError', () => {
  it.each([new CubeEmbedError('session-invalid', ''), new SessionDeniedError()])(
    'returns %s unchanged',
    (error) => {
      expect(toEmbedError(error)).toBe(error);
    },
  );

  it('recognizes a denial from another copy of the library by its code', () => {
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
  ])('turns %j into a retryable error with it as the cause', (reason) => {
    const error = toEmbedError(reason);
    expect(error).toMatchObject({ code: 'session-failed', retryable: true });
    expect(error.cause).toBe(reason);
  });

  it('keeps whether an error of another copy of the library is retryable', () => {
    const foreign = { name: 'CubeEmbedError', code: 'session-failed', retryable: false, retryAfter: 7 };
    expect(toEmbedError(foreign)).toMatchObject({ retryable: false, retryAfter: 7, cause: foreign });
    expect(toEmbedError({ ...foreign, retryable: true })).toMatchObject({ retryable: true, retryAfter: 7 });
    expect(toEmbedError({ ...foreign, retryAfter: NaN })).toMatchObject({ retryAfter: 0 });
    expect(toEmbedError({ ...foreign, name: 'Error' })).toMatchObject({ retryable: true, retryAfter: 0 });
  });

  const hostile = (): never => {
    throw new Error('of the host');
  };
  it.each([
    ['whose code cannot be read', Object.defineProperty({}, 'code', { get: hostile })],
    ['that is a proxy which refuses everything', new Proxy({}, { get: hostile, getPrototypeOf: hostile })],
    ['that is a revoked proxy', revoked()],
  ])('turns an error %s into a retryable one', (_what, reason) => {
    const error = toEmbedError(reason);
    expect(error).toMatchObject({ code: 'session-failed', retryable: true, retryAfter: 0 });
    expect(error.cause === reason).toBe(true);
  });

  it('never quotes what the host threw, because it may contain an id', () => {
    expect(toEmbedError(new Error('session 0123 was bad')).message).not.toContain('0123');
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
