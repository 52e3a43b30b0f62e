/** Replaces a secret. */
const MASK = '[secret]';

/** Cube's own words are bounded: a log line is no place for a page of HTML. */
const MAX_LINE = 500;

/** How far down a chain of causes is copied: a chain may be a circle. */
const MAX_CAUSES = 4;

/** Replaces every secret in a text. */
export type Masker = (text: string) => string;

const escapeForRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/**
 * A function that replaces the secrets in a text, in any letter case, also percent-encoded, JSON-escaped, or inside a
 * run of base64, whatever stands before and after them there: servers echo a header in each of these forms.
 */
export function createMasker(...secrets: string[]): Masker {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .flatMap((text) => [text, encodeURIComponent(text), ...base64Forms(text)])
    // the longest first, or a form that holds another would be masked only in part
    .sort((a, b) => b.length - a.length);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp([...new Set(forms)].map(escapeForRegExp).join('|'), 'gi');
  return (text) => text.replace(pattern, MASK);
}

/** Fewer characters of base64 than this are nobody's secret, and would match by chance. */
const MIN_BASE64 = 4;

/**
 * How a text looks inside base64: three ways, by its distance to the last multiple of three bytes. The first and the last
 * character are left out where they depend on the neighbors. Each also in the alphabet for URLs, and percent-encoded.
 */
function base64Forms(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  return [0, 1, 2].flatMap((before) => {
    const encoded = btoa(String.fromCharCode(...new Uint8Array(before), ...bytes));
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    const form = encoded.slice(start, end);
    if (form.length < MIN_BASE64) return [];
    return [form, form.replace(/\+/g, '-').replace(/\//g, '_'), encodeURIComponent(form)];
  });
}

/** One masked line: control characters are dropped, so that a foreign text cannot forge further lines of a log. */
export function toLogLine(text: string, mask: Masker, maxLength = MAX_LINE): string {
  // masked before it is cut: half a key is no match for the mask
  return mask(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, maxLength);
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
