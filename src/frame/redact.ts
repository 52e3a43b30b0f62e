import type { Find } from './find-secrets.js';
import { createFind, formsOf } from './find-secrets.js';

/** Replaces an id or a token. */
const HIDDEN = '…';
/** The latest ids are remembered: a frame knows its own, and perhaps those of earlier frames. */
const MOST = 50;
/** A property as an assignment would add it. */
const ORDINARY = { enumerable: true, writable: true, configurable: true };

/** Removes the session ids of an element's frames from its events and console messages. */
export interface Redactor {
  /** Call it before a frame is given the id. Ids of fewer than 8 characters are not hidden. */
  add(id: string): void;
  /**
   * Returns a copy of the value without the ids (raw, percent-encoded, escaped for JSON, or in base64), and without tokens: in
   * every string and key of arrays and plain objects, cyclic ones included. Objects of other kinds (a `Date`, a `Map`) are
   * passed on as they are.
   */
  hide<T>(value: T): T;
}

export function createRedactor(): Redactor {
  let ids: string[][] = [];
  let find = createFind([]);
  return {
    add(id) {
      const forms = formsOf(id);
      if (!forms.length) return;
      ids = [forms, ...ids].slice(0, MOST);
      find = createFind(ids.flat());
    },
    hide(value) {
      return copy(value, (text) => hideIn(text, find)) as typeof value;
    },
  };
}

/** Replaces all that is found; what overlaps is replaced as one. */
function hideIn(text: string, find: Find): string {
  const found = find(text);
  if (!found.length) return text;
  found.sort(([a], [b]) => a - b);
  const shown: string[] = [];
  let until = 0;
  for (const [start, end] of found) {
    if (start >= until) shown.push(text.slice(until, start));
    until = Math.max(until, end);
  }
  shown.push(text.slice(until));
  return shown.join(HIDDEN);
}

/** A deep copy with each string changed; not recursive, because a frame may send a deeply nested payload. */
function copy(root: unknown, change: (text: string) => string): unknown {
  const copies = new Map<object, Record<string, unknown>>();
  const copyOf = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (!isPlain(value)) return value;
    let copied = copies.get(value);
    if (!copied) copies.set(value, (copied = (Array.isArray(value) ? [] : {}) as Record<string, unknown>));
    return copied;
  };
  const result = copyOf(root);
  // Nested objects are added to the map, so this loop reaches them later.
  for (const [from, to] of copies) {
    for (const key of Object.keys(from)) {
      const name = change(key);
      const value = copyOf((from as Record<string, unknown>)[key]);
      // Setting a key of the prototype would not add it to the copy.
      if (name in {}) Object.defineProperty(to, name, { ...ORDINARY, value });
      else to[name] = value;
    }
  }
  return result;
}

/** Whether it is an array or a plain object, of this window or another. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || {}.toString.call(value) === '[object Object]';
}
