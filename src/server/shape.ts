import { CubeRequestError } from './errors.js';

/** Throws a {@link CubeRequestError} naming `field` when `value` is not what it should be. */
export type Check = (value: unknown, field: string) => void;

/** A check that says what it wants in words, for the message. */
const that =
  (wanted: string, fits: (value: unknown) => boolean): Check =>
  (value, field) => {
    if (!fits(value)) throw new CubeRequestError(field, `must be ${wanted}`);
  };

const isList = (value: unknown, fits: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(fits);
const isString = (value: unknown): boolean => typeof value === 'string';

/** A literal's prototype has none itself, in whatever realm. A `Map` is refused: JSON would make an empty object of it. */
const isPlainObject = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

export const string = that('a string', isString);
export const boolean = that('true or false', (value) => typeof value === 'boolean');
export const name = that('a non-empty string', (value) => isString(value) && value !== '');
export const webUrl = that(
  'an http or https URL',
  (value) => typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
);
export const anyObject = that('a plain object', isPlainObject);

export const oneOf = (...choices: string[]): Check =>
  that(`one of ${choices.join(', ')}`, (value) => choices.includes(value as string));

/** What JSON can carry: it would make `null` of `NaN` and the infinities, which is another value. */
export const attributeValue = that(
  'a string, a finite number, true, false, null, or an array of strings or of finite numbers',
  (value) =>
    value === null ||
    isString(value) ||
    typeof value === 'boolean' ||
    Number.isFinite(value) ||
    isList(value, isString) ||
    isList(value, Number.isFinite),
);

export const list =
  (item: Check): Check =>
  (value, field) => {
    if (!Array.isArray(value)) throw new CubeRequestError(field, 'must be an array');
    // by index: forEach would pass over the holes, which JSON makes null
    for (let i = 0; i < value.length; i++) item(value[i], `${field}[${String(i)}]`);
  };

/** An object with these fields and no others; `null` and `undefined` stand for an omitted one, but for the required. */
export const object =
  (fields: Record<string, Check>, required: readonly string[] = []): Check =>
  (value, path) => {
    if (!isPlainObject(value)) throw new CubeRequestError(path || 'request', 'must be a plain object');
    const at = (key: string): string => (path ? `${path}.${key}` : key);
    for (const key of required) {
      if (value[key] == null) throw new CubeRequestError(at(key), 'is required');
    }
    for (const [key, item] of Object.entries(value)) {
      const check = Object.hasOwn(fields, key) ? fields[key] : undefined;
      // a slip such as "securityContxt" must not leave a viewer without the limits that were meant for them
      if (!check)
        throw new CubeRequestError(at(key), 'is not a field that Cube documents: check its spelling');
      if (item != null) check(item, at(key));
    }
  };
