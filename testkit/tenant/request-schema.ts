import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import schema from './cube-embed-api.schema.json' with { type: 'json' };

/** The requests that Cube's API description defines. */
export type RequestName = 'GenerateSessionRequest' | 'ExchangeRequest' | 'RevokeRequest';

const validators = new Map<RequestName, ValidateFunction>();
let ajv: Ajv2020 | undefined;

/** Describes where a body violates Cube's API description, and what is expected there. `undefined` if it does not. */
export function schemaProblem(name: RequestName, body: unknown): string | undefined {
  const validate = validators.get(name) ?? compiled(name);
  return validate(body) ? undefined : explained(validate.errors ?? []);
}

/** The field names of a request in Cube's API description. */
export function knownFields(name: RequestName): string[] {
  return Object.keys(schema.$defs[name].properties);
}

function compiled(name: RequestName): ValidateFunction {
  if (!ajv) {
    ajv = new Ajv2020({ verbose: true, allowUnionTypes: true });
    ajv.addFormat('url', (text: string) => /^https?:/i.test(text) && URL.canParse(text));
    ajv.addSchema(schema);
  }
  const validate = ajv.compile({ $ref: `${schema.$id}#/$defs/${name}` });
  validators.set(name, validate);
  return validate;
}

/** Describes the most helpful error: of a choice between types as a whole, otherwise the innermost. */
function explained(errors: readonly ErrorObject[]): string {
  const choice = errors.find(({ keyword, schema: branches }) => keyword === 'anyOf' && kindsOf(branches) > 1);
  const [innermost] = errors;
  const error = choice ?? innermost;
  if (!error) return 'The body does not match the API description';
  const at = placeOf(error.instancePath);
  if (error.keyword === 'required') {
    const { missingProperty } = error.params as { missingProperty: string };
    return `${at ? `${at}.` : ''}${missingProperty} is missing`;
  }
  return `${at || 'The body'} must be ${expectedBy(error)}`;
}

function expectedBy({ keyword, parentSchema = {} }: ErrorObject): string {
  switch (keyword) {
    case 'pattern':
      return (parentSchema as { description: string }).description;
    case 'format':
      return 'an absolute http or https URL';
    case 'enum':
      return `one of ${(parentSchema as { enum: string[] }).enum.join(', ')}`;
    default:
      return describe(parentSchema);
  }
}

const NOUNS: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
};

/** Describes a schema, e.g. "a string, a number or a list of strings". Omits `null`, which is valid nearly everywhere. */
function describe(part: AnySchemaObject): string {
  const { type, anyOf, items } = part as { type?: string | string[]; anyOf?: object[]; items?: object };
  if (anyOf) {
    const kinds = anyOf.map((branch) => describe(branch)).filter(Boolean);
    return kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}` : (kinds[0] ?? '');
  }
  const types = [type ?? []].flat().filter((name) => name !== 'null');
  return types.map((name) => (name === 'array' ? listOf(items) : (NOUNS[name] ?? name))).join(', ');
}

function listOf(items: object = {}): string {
  const [, noun] = describe(items).split(' ');
  return noun ? `a list of ${noun}s` : 'a list';
}

function kindsOf(branches: unknown): number {
  return Array.isArray(branches)
    ? branches.filter(({ type }: { type?: string }) => type !== 'null').length
    : 0;
}

/** Converts `/userAttributes/0/value` to `userAttributes[0].value`. */
function placeOf(instancePath: string): string {
  return instancePath
    .slice(1)
    .replace(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.');
}
