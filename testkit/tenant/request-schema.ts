import schema from './cube-embed-api.schema.json' with { type: 'json' };

/** The requests that Cube's API description defines. */
export type RequestName = 'GenerateSessionRequest' | 'ExchangeRequest' | 'RevokeRequest';

/** The part of JSON Schema that the description uses. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  anyOf?: Schema[];
  enum?: string[];
  pattern?: string;
  format?: string;
  description?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

const DEFINITIONS = schema.$defs as Record<string, Schema>;

/** Describes where a body violates Cube's API description, and what is expected there. `undefined` if it does not. */
export function schemaProblem(name: RequestName, body: unknown): string | undefined {
  return problemOf(DEFINITIONS[name] ?? {}, body, '');
}

/** The field names of a request in Cube's API description. */
export function knownFields(name: RequestName): string[] {
  return Object.keys(schema.$defs[name].properties);
}

function problemOf(given: Schema, value: unknown, at: string): string | undefined {
  const part = resolved(given);
  if (part.anyOf) return choiceProblem(part.anyOf, part, value, at);
  const expected = expectation(part, value);
  if (expected !== undefined) return `${at || 'The body'} must be ${expected}`;
  if (Array.isArray(value))
    return first(
      value as unknown[],
      (item, index) => part.items && problemOf(part.items, item, `${at}[${index}]`),
    );
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Record<string, unknown>;
  const missing = part.required?.find((name) => fields[name] === undefined);
  if (missing !== undefined) return `${at ? `${at}.` : ''}${missing} is missing`;
  return first(Object.entries(part.properties ?? {}), ([name, child]) =>
    fields[name] === undefined ? undefined : problemOf(child, fields[name], at ? `${at}.${name}` : name),
  );
}

/** Describes the most helpful problem: of a choice between types as a whole, otherwise of the branch that has the type. */
function choiceProblem(branches: Schema[], whole: Schema, value: unknown, at: string): string | undefined {
  const problems = branches.map((branch) => problemOf(branch, value, at));
  if (problems.includes(undefined)) return undefined;
  const kinds = branches.filter(({ type }) => type !== 'null');
  return kinds.length > 1
    ? `${at || 'The body'} must be ${describe(whole)}`
    : problems.find((_, index) => branches[index]?.type !== 'null');
}

/** Describes what is expected instead of this value itself. `undefined` if the value is as expected. */
function expectation(part: Schema, value: unknown): string | undefined {
  if (part.enum && !part.enum.includes(value as string)) return `one of ${part.enum.join(', ')}`;
  const types = [part.type ?? []].flat();
  if (types.length > 0 && !types.includes(typeOf(value))) return describe(part);
  if (typeof value !== 'string') return undefined;
  if (part.pattern && !new RegExp(part.pattern, 'u').test(value)) return part.description;
  const isUrl = /^https?:/i.test(value) && URL.canParse(value);
  return part.format === 'url' && !isUrl ? 'an absolute http or https URL' : undefined;
}

const NOUNS: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
};

/** Describes a schema, e.g. "a string, a number or a list of strings". Omits `null`, which is valid nearly everywhere. */
function describe(given: Schema): string {
  const { type, anyOf, items } = resolved(given);
  if (anyOf) {
    const kinds = anyOf.map((branch) => describe(branch)).filter(Boolean);
    return kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}` : (kinds[0] ?? '');
  }
  const types = [type ?? []].flat().filter((name) => name !== 'null');
  return types.map((name) => (name === 'array' ? listOf(items) : (NOUNS[name] ?? name))).join(', ');
}

function listOf(items: Schema = {}): string {
  const [, noun] = describe(items).split(' ');
  return noun ? `a list of ${noun}s` : 'a list';
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function resolved(part: Schema): Schema {
  return part.$ref ? (DEFINITIONS[part.$ref.replace('#/$defs/', '')] ?? {}) : part;
}

function first<Item>(
  items: readonly Item[],
  problem: (item: Item, at: number) => string | undefined,
): string | undefined {
  for (const [at, item] of items.entries()) {
    const found = problem(item, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
