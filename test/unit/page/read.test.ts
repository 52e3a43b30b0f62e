import { describe, expect, it } from 'vitest';
import { CubeEmbedError } from '../../../src/session/errors.js';
import {
  readBoolean,
  readChoice,
  readData,
  readId,
  readPositive,
  readText,
  resolveAddress,
} from '../../../src/page/read.js';

describe('what a page writes', () => {
  it('is not set when it is nothing', () => {
    const theme = readData('theme');
    for (const nothing of [undefined, null, '']) {
      for (const read of [readText, readId, readChoice(['light']), readPositive, theme]) {
        expect(read(nothing)).toBeUndefined();
      }
      expect(readBoolean(nothing)).toBe(false);
    }
  });

  it('is a text, whatever it was written as', () => {
    expect(readText(7)).toBe('7');
    expect(readText(new URL('https://acme.example'))).toBe('https://acme.example/');
    expect(readId(7)).toBe(7);
    expect(readId('7')).toBe('7');
  });

  it('is one of the choices, or nothing', () => {
    const read = readChoice(['light', 'dark']);
    expect(read('DARK')).toBe('dark');
    expect(read('sepia')).toBeUndefined();
  });

  it('is a number above zero, or nothing', () => {
    expect(readPositive('60')).toBe(60);
    for (const odd of [0, -1, NaN, Infinity, 'soon', {}, '0']) expect(readPositive(odd)).toBeUndefined();
  });

  it('is false when it says so', () => {
    expect(readBoolean('false')).toBe(false);
    expect(readBoolean(true)).toBe(true);
    expect(readBoolean('hide-title')).toBe(true);
  });

  it('is an object, or its JSON', () => {
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

  it('is an address from where it was written', () => {
    expect(resolveAddress('session', 'https://host.example/a/b')).toBe('https://host.example/a/session');
    expect(resolveAddress('/session', 'https://host.example/a/b')).toBe('https://host.example/session');
    expect(resolveAddress(undefined, 'https://host.example/')).toBeUndefined();
    expect(resolveAddress('session'), 'in Node, where there is no page').toBe('session');
  });
});
