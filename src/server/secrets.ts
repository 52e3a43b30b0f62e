/** What a secret is replaced with. */
const MASK = '[secret]';

/** Limits Cube's message, which may be a whole page of HTML. */
const MAX_LINE = 500;

/** Maximum number of nested causes to copy: a chain of causes may be circular. */
const MAX_CAUSES = 4;

/** Replaces every secret in a text. */
export type Masker = (text: string) => string;

const escapeForRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/**
 * Creates a function that replaces the secrets in a text: in any letter case, percent-encoded, JSON-escaped, and anywhere
 * inside base64. Servers echo headers in each of these forms.
 */
export function createMasker(...secrets: string[]): Masker {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .flatMap((text) => [text, encodeURIComponent(text), ...base64Forms(text)])
    // Longest first: otherwise a form that contains another one would be masked only in part.
    .sort((a, b) => b.length - a.length);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp([...new Set(forms)].map(escapeForRegExp).join('|'), 'gi');
  return (text) => text.replace(pattern, MASK);
}

/** Shorter base64 is not secret and would match by chance. */
const MIN_BASE64 = 4;

/**
 * The forms that a text takes inside base64: one for each of the three byte offsets, without first and last characters
 * that depend on adjacent bytes. Each form also in the URL-safe alphabet, and percent-encoded.
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

/** Returns a masked single line. Replaces control characters by spaces, so that a text cannot forge log lines. */
export function toLogLine(text: string, mask: Masker, maxLength = MAX_LINE): string {
  // Mask before truncating: a partial key would not match.
  return mask(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, maxLength);
}

/**
 * Copies a thrown value for printing: an `Error` with the same name, message, stack, `code` and causes, all masked. Does
 * not keep the original: a custom `fetch` may attach the whole request, with its headers, to its errors.
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
    return new Error('a value was thrown that cannot be converted to text');
  }
}

interface Description {
  name: string;
  message: string;
  stack: string;
  code: string | undefined;
  cause: unknown;
}

/** Reads each property once and converts it to a string: properties of an error may be getters, or of any type. */
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
