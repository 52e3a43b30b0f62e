import { encode } from './embed-url.js';

/** Replaces an id or a token. */
const HIDDEN = '…';
/** A shorter id could be an ordinary word. */
const SHORTEST = 8;
/** The latest ids are remembered: a frame knows its own, and perhaps those of earlier frames. */
const MOST = 50;
/** A JSON web token: two parts of base64url that begin with `{"`, and a signature. */
const TOKEN = /eyJ[\w-]*\.eyJ[\w-]*\.[\w-]*/g;

/** Removes the session ids of an element's frames from its events and console messages. */
export interface Redactor {
  /** Call it before a frame is given the id. Ids of fewer than 8 characters are not hidden. */
  add(id: string): void;
  /**
   * Returns a copy of the value without the ids, raw or percent-encoded, and without tokens: in every string and key of
   * arrays and plain objects, cyclic ones included. Objects of other kinds (a `Date`, a `Map`) are passed on as they are.
   */
  hide<T>(value: T): T;
}

export function createRedactor(): Redactor {
  let ids: string[] = [];
  let forms: string[] = [];
  return {
    add(id) {
      if (id.length < SHORTEST) return;
      ids = [id, ...ids].slice(0, MOST);
      // The longest first: one id may begin with another.
      forms = [...new Set(ids.flatMap(formsOf))].sort((a, b) => b.length - a.length);
    },
    hide(value) {
      const hideIn = (text: string): string =>
        forms.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text.replace(TOKEN, HIDDEN));
      return copy(value, hideIn) as typeof value;
    },
  };
}

/** The id raw, percent-encoded (its digits in either case), and encoded once more as part of an encoded address. */
function formsOf(id: string): string[] {
  const encoded = encode(id);
  return [encode(encoded), encoded, encoded.replace(/%../g, (byte) => byte.toLowerCase()), id];
}

/** A deep copy with each string changed; not recursive, because a frame may send a deeply nested payload. */
function copy(root: unknown, change: (text: string) => string): unknown {
  const copies = new Map<object, object>();
  const copyOf = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (!isPlain(value)) return value;
    let copied = copies.get(value);
    if (!copied) copies.set(value, (copied = Array.isArray(value) ? [] : {}));
    return copied;
  };
  const result = copyOf(root);
  // Nested objects are added to the map, so this loop reaches them later.
  for (const [from, to] of copies) {
    for (const [key, value] of Object.entries(from)) {
      const settings = { value: copyOf(value), enumerable: true, writable: true, configurable: true };
      // Not by assignment: `__proto__` may be a key.
      Object.defineProperty(to, change(key), settings);
    }
  }
  return result;
}

/** Whether it is an array or a plain object, of this window or another. */
function isPlain(value: unknown): value is object {
  return /^\[object (Array|Object)]$/.test({}.toString.call(value));
}
