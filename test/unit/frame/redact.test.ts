import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Redactor } from '../../../src/frame/redact.js';
import { createRedactor } from '../../../src/frame/redact.js';

const UUID = '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d';
const BASE64 = 'Zm9v+YmFy/c2Vz==';

let redactor: Redactor;
beforeEach(() => {
  redactor = createRedactor();
  redactor.add(UUID);
  redactor.add(BASE64);
});

describe('a session id', () => {
  it.each([
    ['as it is', `failed for ${UUID}!`, 'failed for …!'],
    ['twice', `${UUID} ${UUID}`, '… …'],
    [
      'as a query parameter',
      `/embed/chat?session=${encodeURIComponent(BASE64)}&x=1`,
      '/embed/chat?session=…&x=1',
    ],
    ['encoded as form data', `a=${new URLSearchParams({ s: BASE64 }).get('s')!}`, 'a=…'],
    ['with lower-case digits', 'x=Zm9v%2bYmFy%2fc2Vz%3d%3d', 'x=…'],
    [
      'encoded twice',
      `?next=${encodeURIComponent(`/a?session=${encodeURIComponent(BASE64)}`)}`,
      '?next=%2Fa%3Fsession%3D…',
    ],
    ['raw, next to encoded text', `100%25 of ${UUID}`, '100%25 of …'],
    ['next to a broken encoding', `%zz%${UUID}`, '%zz%…'],
  ])('is redacted %s', (_how, text, shown) => {
    expect(redactor.hide(text)).toBe(shown);
  });

  it.each([
    ['another id', 'a3b1deb4-3b7d-4bad-9bdd-2b0d7b3dcb6d'],
    ['32 other hexadecimal digits', '0123456789abcdef0123456789abcdef'],
    ['the id in another case', UUID.toUpperCase()],
    ['a part of the id', UUID.slice(1)],
  ])('does not match %s', (_what, text) => {
    expect(redactor.hide(text)).toBe(text);
  });

  it('may contain special characters of regular expressions and multi-byte characters', () => {
    for (const id of ['a.b*c+(d)[e]', '^$|\\{}/?.x', 'sitzung-größe-🏔️']) {
      redactor.add(id);
      expect(redactor.hide(`<${id}> 100% <${encodeURIComponent(id)}>`)).toBe('<…> 100% <…>');
      expect(redactor.hide('a.b_c')).toBe('a.b_c');
    }
  });

  it('is redacted when it starts with another one', () => {
    redactor.add(`${UUID}-and-more`);
    expect(redactor.hide(`${UUID}-and-more`)).toBe('…');
    redactor.add('9b1deb4d');
    expect(redactor.hide(`${UUID} 9b1deb4d`)).toBe('… …');
  });

  it('is not redacted when it is too short to be distinguished from a word', () => {
    redactor.add('orders7');
    redactor.add('orders-8');
    expect(redactor.hide('orders7 orders-8')).toBe('orders7 …');
  });

  it('is remembered together with the fifty before it', () => {
    for (let n = 100; n < 149; n++) redactor.add(`session-number-${n}`);
    expect(redactor.hide(`session-number-100 session-number-148 ${BASE64} ${UUID}`)).toBe(`… … … ${UUID}`);
    redactor.add('a-session-much-longer-than-all-the-others-that-came-before-it');
    expect(redactor.hide(`${BASE64} session-number-100`)).toBe(`${BASE64} …`);
  });

  it('is redacted in any encoding, and nothing else is', () => {
    const id = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 });
    const encoding = fc.constantFrom<(text: string) => string>(
      (text) => text,
      encodeURIComponent,
      (text) => encodeURIComponent(encodeURIComponent(text)),
    );
    fc.assert(
      fc.property(id, encoding, (secret, encode) => {
        const one = createRedactor();
        one.add(secret);
        expect(one.hide(`<${encode(secret)}>`)).toBe('<…>');
        expect(one.hide('<%41>')).toBe('<%41>');
      }),
    );
  });
});

describe('a token', () => {
  it('is redacted, whoever issued it', () => {
    expect(redactor.hide('Embed-Token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln-_ is over')).toBe(
      'Embed-Token … is over',
    );
    expect(redactor.hide('eyJ.is.no.token')).toBe('eyJ.is.no.token');
  });
});

describe('a redacted value', () => {
  it('is a copy without the ids in strings and keys at any depth', () => {
    const value = {
      message: `for ${UUID}`,
      [UUID]: 1,
      context: { url: [`/a?session=${UUID}`, { deep: UUID }], n: 1, no: null, un: undefined, big: 5n },
    };
    const kept = structuredClone(value);
    expect(redactor.hide(value)).toEqual({
      message: 'for …',
      '…': 1,
      context: { url: ['/a?session=…', { deep: '…' }], n: 1, no: null, un: undefined, big: 5n },
    });
    expect(value).toEqual(kept);
  });

  it('may be circular', () => {
    const value: Record<string, unknown> = { id: UUID };
    value['self'] = value;
    value['list'] = [value, [value]];
    const shown = redactor.hide(value) as { id: string; self: unknown; list: [unknown, [unknown]] };
    expect(shown.id).toBe('…');
    expect(shown.self).toBe(shown);
    expect(shown.list[0]).toBe(shown);
    expect(shown.list[1][0]).toBe(shown);
  });

  it('keeps other kinds of objects and sparse arrays unchanged', () => {
    const value = {
      date: new Date(0),
      bytes: new Uint8Array(2),
      pattern: /x/,
      map: new Map([[1, new Date(0)]]),
      error: new TypeError('x'),
      // eslint-disable-next-line no-sparse-arrays -- the hole is what this tests
      holes: [1, , UUID],
      bare: Object.assign(Object.create(null), { id: UUID }) as object,
    };
    const shown = redactor.hide(value);
    for (const kind of ['date', 'bytes', 'pattern', 'map', 'error'] as const)
      expect(shown[kind]).toBe(value[kind]);
    expect(shown.holes).toHaveLength(3);
    expect(1 in shown.holes).toBe(false);
    expect({ ...shown.bare }).toEqual({ id: '…' });
  });

  it('may have a key such as __proto__', () => {
    const shown = redactor.hide(JSON.parse(`{"__proto__":{"id":"${UUID}"}}`) as object);
    expect(Object.keys(shown)).toEqual(['__proto__']);
    expect(JSON.stringify(shown)).toBe('{"__proto__":{"id":"…"}}');
    expect(Object.getPrototypeOf(shown)).toBe(Object.prototype);
  });

  it('may come from another window, with its own classes', () => {
    const value = runInNewContext(`({ list: [id], plain: { id } })`, {
      id: UUID,
    }) as { list: string[]; plain: object };
    const shown = redactor.hide(value);
    expect(JSON.stringify(shown)).toBe('{"list":["…"],"plain":{"id":"…"}}');
  });

  it('may be nested deeper than the call stack allows', () => {
    let value: object = { id: UUID };
    for (let depth = 0; depth < 20_000; depth++) value = [value];
    let shown: unknown = redactor.hide(value);
    while (Array.isArray(shown)) shown = (shown as unknown[])[0];
    expect(shown).toEqual({ id: '…' });
  });

  it.each([undefined, null, 0, true, Symbol.iterator])('may be %s', (value) => {
    expect(redactor.hide(value)).toBe(value);
  });
});
