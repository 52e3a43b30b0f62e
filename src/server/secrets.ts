/** Stands where a secret stood. */
const MASK = '[secret]';

/** Cube's own words are bounded: a log line is no place for a page of HTML. */
const MAX_LINE = 500;

/** How far down a chain of causes is copied: a chain may be a circle. */
const MAX_CAUSES = 4;

/** Replaces every secret in a text. */
export type Masker = (text: string) => string;

const escapeForRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/**
 * A function that replaces the secrets in a text, in any letter case, also where they are percent-encoded, JSON-escaped
 * or in base64: servers echo a header in each of these forms.
 */
export function createMasker(...secrets: string[]): Masker {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      base64(secret),
    ])
    // the longest first, or a form that holds another would be masked only in part
    .sort((a, b) => b.length - a.length);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp([...new Set(forms)].map(escapeForRegExp).join('|'), 'gi');
  return (text) => text.replace(pattern, MASK);
}

/** Without the padding, so that it is found inside a longer run of base64 as well. */
function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
}

/** One masked line: control characters are dropped, so that a foreign text cannot forge further lines of a log. */
export function toLogLine(text: string, mask: Masker): string {
  // masked before it is cut: half a key is no match for the mask
  return mask(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, MAX_LINE);
}

/**
 * A copy of a thrown value that can be printed: an `Error` of the same name, message, stack, `code` and causes, each
 * masked. The original is not kept: a `fetch` of the host's may hang the whole request on its errors, headers and all.
 */
export function printable(thrown: unknown, mask: Masker, depth = 0): Error {
  try {
    const { name, message, stack, code, cause } =
      thrown instanceof Error ? describe(thrown) : describe({ message: thrown });
    const copy = new Error(mask(message));
    copy.name = mask(name);
    copy.stack = mask(stack || `${name}: ${message}`);
    if (code !== undefined) Object.assign(copy, { code: mask(code) });
    if (cause !== undefined && depth < MAX_CAUSES) copy.cause = printable(cause, mask, depth + 1);
    return copy;
  } catch {
    return new Error('something was thrown that cannot be described');
  }
}

interface Description {
  name: string;
  message: string;
  stack: string;
  code: string | undefined;
  cause: unknown;
}

/** Everything is read once and made a string here: an error's properties may be getters, or of any type. */
function describe(thrown: {
  message: unknown;
  name?: unknown;
  stack?: unknown;
  code?: unknown;
  cause?: unknown;
}): Description {
  const { name = 'Error', message, stack = '', code, cause } = thrown;
  return {
    name: String(name),
    message: String(message),
    stack: String(stack),
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : undefined,
    cause,
  };
}
