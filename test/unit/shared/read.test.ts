import { describe, expect, it } from 'vitest';
import { CubeEmbedError } from '../../../src/shared/errors.js';
import {
  readBoolean,
  readChoice,
  readData,
  readId,
  readPositive,
  readText,
  resolveAddress,
} from '../../../src/shared/read.js';

describe('a property value', () => {
  it('counts as unset when it is undefined, null or empty', () => {
    const theme = readData('theme');
    for (const nothing of [undefined, null, '']) {
      for (const read of [readText, readId, readChoice(['light']), readPositive, theme]) {
        expect(read(nothing)).toBeUndefined();
      }
      expect(readBoolean(nothing)).toBe(false);
    }
  });

  it('becomes a string, whatever its type', () => {
    expect(readText(7)).toBe('7');
    expect(readText(new URL('https://acme.example'))).toBe('https://acme.example/');
    expect(readId(7)).toBe(7);
    expect(readId('7')).toBe('7');
  });

  it('is one of the choices or undefined', () => {
    const read = readChoice(['light', 'dark']);
    expect(read('DARK')).toBe('dark');
    expect(read('sepia')).toBeUndefined();
  });

  it('is a positive number or undefined', () => {
    expect(readPositive('60')).toBe(60);
    for (const odd of [0, -1, NaN, Infinity, 'soon', {}, '0']) expect(readPositive(odd)).toBeUndefined();
  });

  it('is false for the text "false"', () => {
    expect(readBoolean('false')).toBe(false);
    expect(readBoolean(true)).toBe(true);
    expect(readBoolean('hide-title')).toBe(true);
  });

  it('is an object or its JSON', () => {
    const read = readData('field-switches');
    const object = { a: 1 };
    expect(read(object)).toBe(object);
    expect(read('{"a":1}')).toEqual({ a: 1 });
    expect(read('null')).toBeUndefined();
    for (const bad of ['{a:1}', '7', '"text"', 'undefined']) {
      expect(read(bad)).toBeInstanceOf(CubeEmbedError);
      expect(read(bad)).toMatchObject({ code: 'invalid-config' });
      expect((read(bad) as CubeEmbedError).message).toContain('field-switches');
    }
    expect(read(7)).toBeUndefined();
  });

  it('is resolved against the page’s address', () => {
    expect(resolveAddress('session', 'https://host.example/a/b')).toBe('https://host.example/a/session');
    expect(resolveAddress('/session', 'https://host.example/a/b')).toBe('https://host.example/session');
    expect(resolveAddress(undefined, 'https://host.example/')).toBeUndefined();
    expect(resolveAddress('session'), 'in Node, where there is no page').toBe('session');
  });
});
