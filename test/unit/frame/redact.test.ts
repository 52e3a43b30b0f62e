import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Redactor } from '../../../src/frame/redact.js';
import { createRedactor } from '../../../src/frame/redact.js';

const UUID = '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d';
const BASE64 = 'Zm9v+YmFy/c2Vz==';

/** Escapes each byte of UTF-8. */
const percentEncode = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '%$&');
const formEncode = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);
const ENCODINGS = [encodeURIComponent, encodeURI, formEncode, escape] as const;

/** The id in one of the ways in which it may stand in a text, or a part of it. */
function variant(id: string, way: number): string {
  const json = JSON.stringify(id);
  const ways = [id, id.slice(0, -1), id.slice(1), ...ENCODINGS.slice(0, 2).map((encode) => encode(id)), json];
  return ways[way] ?? btoa(percentEncode(id));
}

/** The characters of a text whose escapes are read, each with its place. */
function readSlowly(text: string): { char: string; start: number; end: number }[] {
  const part = /(?:%(?:25)*|\\)u([\da-f]{4})|%(?:25)*([\da-f]{2})|(%)(?:25)*|([^])/gi;
  const chars: { char: string; start: number; end: number }[] = [];
  for (const { 0: whole, 1: unit, 2: byte, 3: percent, 4: other = percent, index } of text.matchAll(part)) {
    const hex = unit ?? byte;
    const char = hex === undefined ? other! : String.fromCharCode(Number.parseInt(hex, 16));
    // A backslash that is left out counts with the character after it.
    if (char !== '\\') chars.push({ char, start: chars.at(-1)?.end ?? 0, end: index + whole.length });
  }
  return chars;
}

/** The same as `hide`, one id, one form and one place after the other. */
function hideSlowly(text: string, ids: string[]): string {
  const plain = (value: string): string =>
    readSlowly(value)
      .map(({ char }) => char)
      .join('');
  const forms = ids.flatMap((id) => {
    const whole = [id, plain(id), plain(encodeURIComponent(id))];
    return [...whole, ...whole.map((form) => form.replaceAll(' ', '+')), ...base64Slowly(id)];
  });
  const chars = readSlowly(text);
  const read = plain(text);
  const places = [...text.matchAll(/eyJ[\w-]*\.eyJ[\w-]*\.[\w-]*/g)].map(({ 0: token, index }) => [
    index,
    index + token.length,
  ]);
  for (const form of forms.filter(({ length }) => length >= 8)) {
    for (let i = 0; i < text.length; i += 1) {
      if (text.startsWith(form, i)) places.push([i, i + form.length]);
      if (read.startsWith(form, i)) places.push([chars[i]!.start, chars[i + form.length - 1]!.end]);
    }
  }
  places.sort(([a], [b]) => a! - b!);
  let shown = '';
  let until = 0;
  for (const [start, end] of places as [number, number][]) {
    if (start >= until) shown += `${text.slice(until, start)}…`;
    until = Math.max(until, end);
  }
  return shown + text.slice(until);
}

/** What base64 makes of the id whatever stands before and after it. */
function base64Slowly(id: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const [low, high] = ['\0', '\xff'].map((other) =>
      Buffer.concat([
        Buffer.from(other.repeat(before), 'latin1'),
        Buffer.from(id),
        Buffer.from(other.repeat(3), 'latin1'),
      ]).toString('base64'),
    ) as [string, string];
    const same = [...low].map((char, i) => char === high[i]);
    const base64 = low.slice(same.indexOf(true), same.lastIndexOf(true) + 1);
    return [base64, base64.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

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
    ['encoded as form data', `?${new URLSearchParams({ s: BASE64 }).toString()}&b=1`, '?s=…&b=1'],
    ['encoded by escape()', `a=${escape(BASE64)};`, 'a=…;'],
    ['percent-encoded as a whole', `a=${percentEncode(BASE64)};`, 'a=…;'],
    ['with lower-case digits', 'x=Zm9v%2bYmFy%2fc2Vz%3d%3d', 'x=…'],
    [
      'encoded twice',
      `?next=${encodeURIComponent(`/a?session=${encodeURIComponent(BASE64)}`)}`,
      '?next=%2Fa%3Fsession%3D…',
    ],
    ['encoded five times', `?a=${[1, 2, 3, 4, 5].reduce(encodeURIComponent, BASE64)}!`, '?a=…!'],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ s: BASE64 })), String.raw`"{\"s\":\"…\"}"`],
    ['in JSON with escaped slashes', String.raw`{"s":"Zm9v+YmFy\/c2Vz=="}`, '{"s":"…"}'],
    ['in JSON with escaped characters', String.raw`Zm9v\u002bYmFy\u002Fc2Vz\u003d\u003D`, '…'],
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

  it.each([0, 1, 2, 3, 4, 5])('is not readable in base64, %i bytes from its beginning', (before) => {
    const text = `${'x'.repeat(before)}${UUID}, end`;
    for (const encoding of ['base64', 'base64url'] as const) {
      const shown = redactor.hide(`<${Buffer.from(text).toString(encoding)}>`);
      expect(shown).toContain('…');
      expect(Buffer.from(shown, 'base64').toString('latin1')).not.toContain(UUID.slice(3, 8));
    }
  });

  it('leaves nothing of two ids that overlap', () => {
    redactor.add('first-and-common');
    redactor.add('common-and-second');
    expect(redactor.hide('<first-and-common-and-second>')).toBe('<…>');
  });

  it('is remembered together with the fifty before it', () => {
    for (let n = 100; n < 149; n++) redactor.add(`session-number-${n}`);
    expect(redactor.hide(`session-number-100 session-number-148 ${BASE64} ${UUID}`)).toBe(`… … … ${UUID}`);
    redactor.add('a-session-much-longer-than-all-the-others-that-came-before-it');
    expect(redactor.hide(`${BASE64} session-number-100`)).toBe(`${BASE64} …`);
  });

  it('is redacted in any encoding, and nothing else is', () => {
    const id = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(id, fc.array(fc.constantFrom(...ENCODINGS), { maxLength: 3 }), (secret, encodings) => {
        const one = createRedactor();
        one.add(secret);
        expect(one.hide(`<${encodings.reduce((text, encode) => encode(text), secret)}>`)).toBe('<…>');
        expect(one.hide('<%41>')).toBe('<%41>');
      }),
    );
  });
});

describe('a token', () => {
  it.each([
    ['Embed-Token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln-_ is over', 'Embed-Token … is over'],
    ['?token%3DeyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.&a=1', '?token%3D…&a=1'],
    ['a.eyJhbGci.eyJzdWIi.c2ln', 'a.…'],
    ['eyJhbGci.eyJzdWIi.c2ln.eyJhbGci.eyJzdWIi.c2ln', '….…'],
    ['eyJ.is.no.token', 'eyJ.is.no.token'],
    ['eyJhbGci.eyJzdWIi', 'eyJhbGci.eyJzdWIi'],
  ])('is redacted, whoever issued it: %s', (text, shown) => {
    expect(redactor.hide(text)).toBe(shown);
  });

  it('is redacted together with an id in it', () => {
    redactor.add('c2lnbmF0dXJl');
    expect(redactor.hide('<eyJhbGci.eyJzdWIi.c2lnbmF0dXJl>')).toBe('<…>');
  });
});

describe('a text of a megabyte', () => {
  /** Milliseconds. A search whose cost grows with the square of the length would take minutes. */
  const CEILING = 3_000;
  const rows = JSON.stringify(
    Array.from({ length: 12_000 }, (_, id) => ({ id, name: `row ${id}`, ok: true })),
  );
  const shapes = {
    'the beginning of a token': 'eyJ',
    'parts of tokens': '.eyJ',
    tokens: 'eyJ.eyJ..',
    'one long word': 'a',
    'the beginning of an id': UUID.slice(0, -1),
    ids: UUID,
    'percent signs': '%',
    'escaped percent signs': '%25',
    'escaped escapes': '%252525252541',
    'escaped characters': '%41',
    backslashes: '\\',
    'escapes of JSON': '\\u0041',
    'rows in base64': btoa(rows),
  };

  it.each(Object.entries(shapes))('is redacted without a delay: %s', (_name, part) => {
    for (let n = 0; n < 50; n += 1) redactor.add(`${UUID.slice(0, -2)}${n}`);
    const text = part.repeat(1_000_000 / part.length + 1).slice(0, 1_000_000);
    const began = performance.now();
    redactor.hide(text);
    redactor.hide(`%${text}`);
    expect(performance.now() - began).toBeLessThan(CEILING);
  });
});

describe('the combined search', () => {
  it('hides what a slow search for each id hides', () => {
    const id = fc.stringMatching(/^(9b1d%?[/+ ]?|ö|€){2}[a-c/%\\ ]{6,8}$/);
    const piece = fc.oneof(
      fc.constantFrom('%', '25', '%25', '\\', 'u', '\\u', 'eyJ', '.', 'eyJa.eyJb.', '9b1d', '-', ' ', 'a'),
      fc.nat(6),
    );
    fc.assert(
      fc.property(fc.array(id, { minLength: 1, maxLength: 3 }), fc.array(piece), (ids, pieces) => {
        const one = createRedactor();
        for (const each of ids) one.add(each);
        const text = pieces
          .map((part) => (typeof part === 'string' ? part : variant(ids[0]!, part)))
          .join('');
        expect(one.hide(text)).toBe(hideSlowly(text, ids));
      }),
      { numRuns: 500 },
    );
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
