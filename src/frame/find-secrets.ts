import { encode } from './embed-url.js';

/** Where a secret stands in a text: from the first position up to the second. */
type Range = [start: number, end: number];

/** Finds the places of secrets in a text, in any order; they may overlap. */
export type Find = (text: string) => Range[];

/** Characters of an id that the search compares first. A shorter id could be an ordinary word. */
const SHORTEST = 8;

/** What two parts of a JSON web token begin with: `{"` in base64url. */
const TOKEN_PART = 'eyJ';

/** The characters that begin an escape; see `unescapeText`. */
const ESCAPES = /[%\\]/;
const [PERCENT, BACKSLASH, LOWER_U] = [0x25, 0x5c, 0x75];
/** The bit that makes a letter of ASCII a lower-case one. */
const LOWER = 0x20;

/** Entries of the filter for each form: it spares most positions a look at the index. */
const SPARSITY = 16;

/** Code units that one call can take as arguments in every engine. */
const CHUNK = 8_192;

/** Each character moves the earlier ones by four bits, so that the hash is that of the last eight. */
const hash = (before: number, code: number): number => ((before << 4) ^ code) & 0x3f_ff_ff_ff;

/** Searches for all these forms of ids at once, raw or escaped, and for tokens. */
export function createFind(forms: readonly string[]): Find {
  const index = new Map<number, string[]>();
  const distinct = new Set(forms);
  // As small as it may be: among hundreds of embeds, the filter of none is in the processor's cache.
  const mask = 2 ** Math.ceil(Math.log2(distinct.size * SPARSITY + 1)) - 1;
  const filter = new Uint8Array(mask + 1);
  for (const form of distinct) {
    let end = 0;
    // The end: ids may well begin alike.
    for (let i = form.length - SHORTEST; i < form.length; i += 1) end = hash(end, form.charCodeAt(i));
    filter[end & mask] = 1;
    index.set(end, [...(index.get(end) ?? []), form]);
  }
  const findForms = (text: string, found: Range[], starts?: Uint32Array): void => {
    let last = 0;
    for (let i = 0; i < text.length; i += 1) {
      last = hash(last, text.charCodeAt(i));
      const hits = filter[last & mask] ? index.get(last) : undefined;
      if (!hits) continue;
      const end = i + 1;
      for (const form of hits) {
        const start = end - form.length;
        if (text.endsWith(form, end))
          found.push(starts ? [at(starts, start), at(starts, end)] : [start, end]);
      }
    }
  };
  return (text) => {
    const found: Range[] = [];
    findForms(text, found);
    findTokens(text, found);
    if (ESCAPES.test(text)) {
      const { plain, starts } = unescapeText(text);
      findForms(plain, found, starts);
    }
    return found;
  };
}

/**
 * Finds JSON web tokens: two parts that begin alike, and a signature. A part is read as a whole, so that a text that repeats
 * its beginning costs no more than another.
 */
function findTokens(text: string, found: Range[]): void {
  let end = 0;
  for (let start; (start = text.indexOf(TOKEN_PART, end)) >= 0;) {
    end = endOfPart(text, start);
    if (!text.startsWith(`.${TOKEN_PART}`, end)) continue;
    const second = endOfPart(text, end + 1);
    if (text[second] !== '.') continue;
    end = endOfPart(text, second + 1);
    found.push([start, end]);
  }
}

/** Where the base64url that begins here ends. */
function endOfPart(text: string, from: number): number {
  for (let i = from; ; i += 1) {
    const code = text.charCodeAt(i);
    const letter = code | LOWER;
    const isLetter = letter >= 0x61 && letter <= 0x7a;
    if (!isLetter && !(code >= 0x30 && code <= 0x39) && code !== 0x2d && code !== 0x5f) return i;
  }
}

const at = (positions: Uint32Array, i: number): number => positions[i] as number;

/** What an id is in a text: as it is, without its escapes, or as a part of base64. None for an id that could be a word. */
export function formsOf(id: string): string[] {
  if (id.length < SHORTEST) return [];
  const escaped = encode(id);
  // Characters beyond ASCII are escaped as they are, or each byte of their UTF-8.
  const plain = [id, unescapeText(id).plain, unescapeText(escaped).plain];
  const bytes = escaped.replace(/%(..)/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
  // Form data has a plus for a space.
  return [...plain, ...plain.map((form) => form.replaceAll(' ', '+')), ...base64Of(bytes)].filter(
    ({ length }) => length >= SHORTEST,
  );
}

/** What base64 makes of these bytes wherever they stand in a text, without what depends on their neighbors. */
function base64Of(bytes: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const inner = btoa('\0'.repeat(before) + bytes)
      .slice(before && before + 1)
      .replace(/.=+$/, '');
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/**
 * Reads a text without its escapes: `%2F`, also if it was escaped again (`%252F`), `%u20AC`, `\u002f` and `\/`. Other
 * backslashes are left out; ids are read in the same way. `starts`: where each character of `plain` begins in the text.
 */
function unescapeText(text: string): { plain: string; starts: Uint32Array } {
  const codes = new Uint16Array(text.length);
  const starts = new Uint32Array(text.length + 1);
  let length = 0;
  for (let i = 0; i < text.length;) {
    let code = text.charCodeAt(i);
    i += 1;
    if (code === PERCENT || code === BACKSLASH) {
      if (code === PERCENT) i = skipEscapedPercents(text, i);
      const isUnit = text.charCodeAt(i) === LOWER_U;
      const end = isUnit ? i + 5 : i + 2;
      const value = isUnit || code === PERCENT ? hexadecimal(text, isUnit ? i + 1 : i, end) : -1;
      if (value >= 0) {
        code = value;
        i = end;
      }
      if (code === BACKSLASH) continue;
    }
    codes[length] = code;
    length += 1;
    starts[length] = i;
  }
  return { plain: textOf(codes.subarray(0, length)), starts };
}

/** The position after the `25`s that begin here: each escaping of a `%` adds one. */
function skipEscapedPercents(text: string, from: number): number {
  let i = from;
  while (text.charCodeAt(i) === 0x32 && text.charCodeAt(i + 1) === 0x35) i += 2;
  return i;
}

/** The number that these hexadecimal digits write; -1 if they are others. */
function hexadecimal(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) {
    const code = text.charCodeAt(i);
    const letter = code | LOWER;
    if (code >= 0x30 && code <= 0x39) value = value * 16 + code - 0x30;
    else if (letter >= 0x61 && letter <= 0x66) value = value * 16 + letter - 0x57;
    else return -1;
  }
  return value;
}

function textOf(codes: Uint16Array): string {
  let text = '';
  for (let i = 0; i < codes.length; i += CHUNK)
    text += Reflect.apply(String.fromCharCode, undefined, codes.subarray(i, i + CHUNK)) as string;
  return text;
}
