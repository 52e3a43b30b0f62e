/*
 * Reads what a page or a framework writes. Each function returns a legal value, or `undefined` for
 * "not set": frameworks write `undefined`, `null` or `''` for a missing value, also after one that was set.
 */
import { parseUrl } from './parse-url.js';
import { CubeEmbedError } from './errors.js';

/** A text, an id or an address; `''` is not set. */
export function readText(written: unknown): string | undefined {
  return (written as { toString?(): string } | null | undefined)?.toString?.() || undefined;
}

/** An attribute of the iframe's. Frameworks write "undefined" and "null" too for "not set". */
export function readPolicy(written: unknown): string | undefined {
  const text = readText(written);
  return text && /^(undefined|null|\s*)$/.test(text) ? undefined : text;
}

/** An id that may be a number. */
export function readId(written: unknown): string | number | undefined {
  return typeof written === 'number' ? written : readText(written);
}

/** One of these texts, in any case. */
export function readChoice<T extends string>(choices: readonly T[]): (written: unknown) => T | undefined {
  return (written) => choices.find((choice) => choice === readText(written)?.toLowerCase());
}

export const readRenewal = readChoice(['auto', 'in-place', 'reload']);

export const readColorScheme = readChoice(['light', 'dark', 'auto']);

/** A number above zero, or its text. */
export function readPositive(written: unknown): number | undefined {
  const number = Number(written);
  return number > 0 && number < Infinity ? number : undefined;
}

/** The attribute value `"false"` is false. */
export function readBoolean(written: unknown): boolean {
  return !!written && written !== 'false';
}

export function readFunction(written: unknown): unknown {
  return typeof written === 'function' ? written : undefined;
}

/** An object or its JSON; returns a `CubeEmbedError` for a text that is no JSON object. */
export function readData(name: string): (written: unknown) => object | undefined {
  return (written) => {
    let value = written;
    if (typeof written === 'string' && written) {
      try {
        value = JSON.parse(written);
      } catch {
        value = written;
      }
      if (value !== null && typeof value !== 'object') {
        return new CubeEmbedError(
          'invalid-config',
          `${name} is not a JSON object (got ${written.slice(0, 40)}).`,
        );
      }
    }
    return value !== null && typeof value === 'object' ? value : undefined;
  };
}

/** Resolves an address now: the page's own address may change later. */
export function resolveAddress(address: string | undefined, base?: string): string | undefined {
  // Node has no document.
  const from = base ?? (globalThis as { document?: Document }).document?.baseURI;
  // A text that is no address stays as it is: the call to it fails and says so.
  return address && (parseUrl(address, from)?.href ?? address);
}
