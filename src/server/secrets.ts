import type { Masker } from './masker.js';

/** Limits Cube's message, which may be a whole page of HTML. */
const MAX_LINE = 500;

/** Maximum number of nested causes to copy: a chain of causes may be circular. */
const MAX_CAUSES = 4;

/** What controls a terminal, or changes how the text around it is displayed, except tabs and line feeds. */
const INVISIBLE = /[^\P{Cc}\t\n]|[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

/** Returns a text as one line that can neither forge log lines nor control a terminal. */
export const toLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(INVISIBLE, '')
    .trim();

/** Returns a masked single line. */
export function toLogLine(text: string, mask: Masker, maxLength = MAX_LINE): string {
  // First the characters that may hide a key, then the mask, then the length: a partial key would not match.
  return mask(toLine(text)).slice(0, maxLength);
}

/**
 * Copies a thrown value for printing: an `Error` with the same name, message, stack, `code` and causes, all masked. Does
 * not keep the original: a custom `fetch` may attach the whole request, with its headers, to its errors.
 */
export function printable(thrown: unknown, mask: Masker, depth = 0): Error {
  try {
    const { name, message, stack, code, cause } =
      thrown instanceof Error ? describe(thrown) : describe({ message: thrown });
    const clean = (text: string): string => mask(text.replace(INVISIBLE, ''));
    const copy = new Error(clean(message));
    copy.name = clean(name);
    copy.stack = clean(stack || `${name}: ${message}`);
    if (code !== undefined) Object.assign(copy, { code: clean(code) });
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
