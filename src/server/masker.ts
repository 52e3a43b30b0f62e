/** What a secret is replaced with. */
const MASK = '[secret]';

/** Replaces every secret in a text. */
export type Masker = (text: string) => string;

/** A form this short is masked only where it stands unbroken: its letters would occur by chance in an ordinary text. */
const MIN_BROKEN = 8;

/** Shorter base64 is not secret and would match by chance. */
const MIN_BASE64 = 4;

/** One character after another, as a server may have escaped it: `%6b`, `\u006b`, `\x6b`, `&#107;`, `&#x6b;`, `&amp;`, `\n`. */
const ESCAPES =
  /%([\da-f]{2})|\\u([\da-f]{4})|\\x([\da-f]{2})|&#x([\da-f]{1,6});|&#(\d{1,7});|&(amp|lt|gt|quot|apos);|\\(.)|[^]/gu;

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Escapes of white space and control characters: they break a secret, but are no part of it. */
const BLANK = 'nrtbfv0';

/** More passes would only serve a text that was escaped four times. */
const MAX_PASSES = 3;

/** A text, with the place in the original from which each of its code units came. */
interface Reading {
  text: string;
  /** `starts[i]` to `ends[i]` is the part of the original that became unit `i`. */
  starts: readonly number[];
  ends: readonly number[];
}

/**
 * Creates a function that replaces the secrets in a text, in the spellings in which servers echo what they received: in any
 * letter case, percent-encoded, escaped for JSON, HTML or a source text (also several times), in hex, as a list of character
 * codes, and anywhere inside base64. Each also when it is broken by spaces, line ends, invisible characters or punctuation.
 */
export function createMasker(...secrets: string[]): Masker {
  const forms = [
    ...new Set(
      secrets
        .filter((secret) => secret !== '')
        .flatMap(formsOf)
        .map(lower),
    ),
  ];
  const broken = [...new Set(forms.map(lettersOf))].filter((form) => form.length >= MIN_BROKEN);
  if (forms.length === 0) return (text) => text;

  return (text) => {
    if (isPlainWithout(text, forms, broken)) return text;
    const spans: [start: number, end: number][] = [];
    const find = ({ text, starts, ends }: Reading, wanted: readonly string[]): void => {
      for (const form of wanted) {
        for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
          spans.push([starts[at] ?? 0, ends[at + form.length - 1] ?? 0]);
        }
      }
    };
    for (const reading of readingsOf(text)) {
      find(reading, forms);
      find(withoutBreaks(reading), broken);
    }
    return replaceSpans(text, spans);
  };
}

/** A quick look at a text without escapes, e.g. the session id of each answer. */
function isPlainWithout(text: string, forms: readonly string[], broken: readonly string[]): boolean {
  if (!/^[\w-]*$/.test(text)) return false;
  const small = lower(text);
  const letters = lettersOf(small);
  return !forms.some((form) => small.includes(form)) && !broken.some((form) => letters.includes(form));
}

const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

const lettersOf = (text: string): string => text.replace(/[^a-z\d]/g, '');

/** The text as it is, and as it reads with its escapes resolved, until there are none left. */
function readingsOf(original: string): Reading[] {
  const text = lower(original);
  const starts = Array.from({ length: text.length }, (_, i) => i);
  let reading: Reading = { text, starts, ends: starts.map((i) => i + 1) };
  const readings = [reading];
  while (readings.length <= MAX_PASSES) {
    const next = unescaped(reading);
    if (next.text === reading.text) break;
    readings.push(next);
    reading = next;
  }
  return readings;
}

function unescaped({ text, starts, ends }: Reading): Reading {
  const units: string[] = [];
  const next = { starts: [] as number[], ends: [] as number[] };
  for (const match of text.matchAll(ESCAPES)) {
    const { 0: escape, index } = match;
    for (const unit of resolve(match).split('')) {
      units.push(unit);
      next.starts.push(starts[index] ?? 0);
      next.ends.push(ends[index + escape.length - 1] ?? 0);
    }
  }
  return { text: units.join(''), ...next };
}

/** The text of one match of `ESCAPES`. */
function resolve([escape, percent, unicode, byte, hex, decimal, name, plain]: RegExpExecArray): string {
  if (name !== undefined) return NAMED[name] ?? '';
  if (plain !== undefined) return BLANK.includes(plain) ? ' ' : plain;
  const digits = percent ?? unicode ?? byte ?? hex;
  const code = digits === undefined ? Number(decimal) : parseInt(digits, 16);
  return code <= 0x10ffff ? lower(String.fromCodePoint(code)) : escape;
}

/** Only the letters and digits, so that nothing between them hides a secret. */
function withoutBreaks({ text, starts, ends }: Reading): Reading {
  const kept = [...text.matchAll(/[a-z\d]/g)].map(({ index }) => index);
  return {
    text: kept.map((i) => text[i]).join(''),
    starts: kept.map((i) => starts[i] ?? 0),
    ends: kept.map((i) => ends[i] ?? 0),
  };
}

function replaceSpans(text: string, spans: [start: number, end: number][]): string {
  spans.sort(([a], [b]) => a - b);
  let result = '';
  let done = 0;
  for (const [start, end] of spans) {
    if (end <= done) continue;
    // Where two spans overlap, one mask covers both.
    if (start >= done) result += text.slice(done, start) + MASK;
    done = end;
  }
  return result + text.slice(done);
}

/** The forms of a secret that resolving a text's escapes does not reveal, and the secret itself. */
function formsOf(secret: string): string[] {
  const plain = [secret, ...decodedForms(secret)];
  // Inside base64, escapes cannot be resolved: those two are the ones that a header or a body may have had before.
  const escaped = plain.flatMap((text) => [JSON.stringify(text).slice(1, -1), encodeURIComponent(text)]);
  return [...new Set([...plain, ...escaped])].flatMap((text) => {
    const bytes = new TextEncoder().encode(text);
    const inHex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
    return [
      text,
      // What the percent-encoding of a text reads as, byte for byte.
      String.fromCharCode(...bytes),
      inHex.join(''),
      inHex.map((byte) => `0x${byte}`).join(' '),
      Array.from(bytes).join(','),
      ...base64Forms(bytes),
    ];
  });
}

/** What a server may show of a secret after it has decoded it: percent-encoding, and the base64 of `Basic`. */
function decodedForms(secret: string): string[] {
  const decoded: string[] = [];
  try {
    decoded.push(decodeURIComponent(secret));
  } catch {
    // Not percent-encoded.
  }
  if (/^[\w+/-]{8,}={0,2}$/.test(secret)) {
    try {
      const text = atob(secret.replace(/-/g, '+').replace(/_/g, '/'));
      // Only what was a text: `Basic` credentials, and the password in them.
      if (/^[\x20-\x7e]+$/.test(text)) decoded.push(text, text.slice(text.indexOf(':') + 1));
    } catch {
      // Not base64.
    }
  }
  return decoded.filter((text) => text !== '' && text !== secret);
}

/**
 * The forms that a text takes inside base64: one for each of the three byte offsets, without first and last characters
 * that depend on adjacent bytes. Each form also in the URL-safe alphabet.
 */
function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = btoa(String.fromCharCode(...new Uint8Array(before), ...bytes));
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    const form = encoded.slice(start, end);
    if (form.length < MIN_BASE64) return [];
    return [form, form.replace(/\+/g, '-').replace(/\//g, '_')];
  });
}
