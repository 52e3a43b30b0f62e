/** The schema of a session request. The first violation becomes a {@link CubeRequestError}. */
import * as v from 'valibot';
import type { SessionBody } from './conflicts.js';
import { conflicts } from './conflicts.js';
import { CubeRequestError } from './errors.js';
import type {
  EmbedTenantProfile,
  EmbedUserProfile,
  GenerateSessionRequest,
  GroupDefinition,
  SessionSettings,
  UserAttribute,
  UserAttributeDefinition,
} from './request.js';
import type { EmbedTheme } from '../theme.js';

/** One schema for each field, so that the compiler reports a missing one. */
type Entries<T> = { [K in keyof Required<T>]: v.GenericSchema<unknown, T[K]> };

const TENANT_NAME = /^[a-z][a-z0-9-]{3,32}[a-z0-9]$/;

/**
 * Whether a value is an object literal of any realm: its prototype has no prototype. Rejects e.g. a `Map`, which JSON
 * would turn into an empty object.
 */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Copies a value through JSON. Returns `undefined` if that fails. */
function viaJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    return undefined;
  }
}

function isWebUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

const plainObject = <T = Record<string, unknown>>() => v.custom<T>(isPlainObject, 'must be a plain object');

/** Copies the object through JSON: otherwise, a toJSON function in `extra` would replace the whole body. */
const jsonObject = v.pipe(
  plainObject(),
  v.rawTransform<Record<string, unknown>, Record<string, unknown>>(({ dataset, addIssue, NEVER }) => {
    const copy = viaJson(dataset.value);
    if (isPlainObject(copy)) return copy;
    addIssue({ message: 'must be an object that JSON can express (no cycle, no BigInt)' });
    return NEVER;
  }),
);

/**
 * An object with only these fields: a typo such as `securityContxt` must not leave a viewer unrestricted. `hint`: what else to
 * do about an unknown field.
 */
const object = <E extends v.ObjectEntries>(entries: E, hint = '') =>
  v.pipe(
    plainObject(),
    v.strictObject(entries, ({ expected }) =>
      expected === 'never'
        ? `is not a field that this version of cube-embed knows: check its spelling${hint}`
        : 'is required',
    ),
  );

const looseObject = <E extends v.ObjectEntries>(entries: E) => v.pipe(plainObject(), v.looseObject(entries));

const string = v.string('must be a string');
const boolean = v.boolean('must be true or false');
const name = v.pipe(string, v.minLength(1, 'must be a non-empty string'));
const list = <S extends v.GenericSchema>(item: S) => v.array(item, 'must be an array');

/** Rejects a name that occurs twice, as Cube does with 400. A transformation: unlike a check, it gets valid items only. */
const uniqueNames = <T extends { name: string }>() =>
  v.rawTransform<T[], T[]>(({ dataset: { value: input }, addIssue }) => {
    const names = input.map((item) => item.name);
    const key = names.findIndex((each, i) => names.indexOf(each) < i);
    const value = input[key];
    if (value)
      addIssue({
        message: 'occurs twice: list each attribute once',
        path: [
          { type: 'array', origin: 'value', input, key, value },
          { type: 'object', origin: 'value', input: { ...value }, key: 'name', value: value.name },
        ],
      });
    return input;
  });

const deploymentId = v.custom<number>(
  (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  'must be a positive integer (convert a value from the environment with Number(…))',
);

/** Numbers must be finite: JSON would turn `NaN` and `Infinity` into `null`. */
const attributeValue = v.union(
  [
    v.string(),
    v.pipe(v.number(), v.finite()),
    v.boolean(),
    v.null(),
    v.array(v.string()),
    v.array(v.pipe(v.number(), v.finite())),
  ],
  'must be a string, a finite number, true, false, null, or an array of only strings or only finite numbers',
);

const groupDefinition = object({ name, description: v.nullish(string) } satisfies Entries<GroupDefinition>);

const userAttribute = object({
  name,
  value: v.optional(attributeValue),
} satisfies Entries<UserAttribute>);

const userAttributeDefinition = object({
  name,
  type: v.picklist(
    ['string', 'number', 'boolean', 'string_array', 'number_array'],
    'must be one of string, number, boolean, string_array, number_array',
  ),
  displayName: v.nullish(string),
  defaultValue: v.nullish(string),
  description: v.nullish(string),
} satisfies Entries<UserAttributeDefinition>);

const settings = object({
  allowAi: v.nullish(boolean),
  allowChatWorkspaceAuthoring: v.nullish(boolean),
  showDashboardChat: v.nullish(boolean),
  showWorkbookChat: v.nullish(boolean),
  showAiWidgets: v.nullish(boolean),
  showWorkbookShare: v.nullish(boolean),
  showDashboardSettings: v.nullish(boolean),
  showMemberNames: v.nullish(boolean),
  showGroupByCube: v.nullish(boolean),
  locale: v.nullish(string),
  timezone: v.nullish(string),
} satisfies Entries<SessionSettings>);

/** Unlike the other objects, accepts unknown keys: tenants accept them, and a missing color does no harm. */
const embedTheme = v.pipe(
  jsonObject,
  v.looseObject({
    font: v.nullish(string),
    primaryColor: v.nullish(string),
    chat: v.nullish(looseObject({ inputColor: v.nullish(string) })),
    analyticsChat: v.nullish(
      looseObject({
        backgroundColor: v.nullish(string),
        chatInput: v.nullish(
          looseObject({ backgroundColor: v.nullish(string), borderColor: v.nullish(string) }),
        ),
      }),
    ),
  }),
) satisfies v.GenericSchema<unknown, EmbedTheme>;

const entries = {
  deploymentId,
  externalId: v.nullish(
    v.pipe(
      name,
      v.check(
        (id) => id === id.trim().toLowerCase(),
        'must be lowercase and trimmed, as Cube requires: use e.g. user.id.trim().toLowerCase()',
      ),
    ),
  ),
  internalId: v.nullish(
    v.pipe(
      name,
      v.check((id) => id === id.trim(), 'must be trimmed'),
    ),
  ),
  email: v.nullish(string),
  userProfile: v.nullish(
    object({
      displayName: v.nullish(string),
      picture: v.nullish(
        v.pipe(
          string,
          v.check(
            isWebUrl,
            'must be an absolute http or https URL, e.g. https://example.com/ada.png, because Cube refuses others',
          ),
        ),
      ),
    } satisfies Entries<EmbedUserProfile>),
  ),
  embedTenantName: v.nullish(
    v.pipe(
      string,
      v.regex(
        TENANT_NAME,
        'must be 5 to 34 lowercase letters, digits and hyphens, starting with a letter and not ending with a hyphen',
      ),
    ),
  ),
  embedTenantProfile: v.nullish(
    object({ displayName: v.nullish(string) } satisfies Entries<EmbedTenantProfile>),
  ),
  embedTheme: v.nullish(embedTheme),
  creatorMode: v.nullish(boolean),
  groups: v.nullish(list(name)),
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Cube still accepts it
  groupDefinitions: v.nullish(list(groupDefinition)),
  tenantGroups: v.nullish(list(name)),
  tenantGroupDefinitions: v.nullish(list(groupDefinition)),
  userAttributes: v.nullish(v.pipe(list(userAttribute), uniqueNames())),
  userAttributeDefinitions: v.nullish(v.pipe(list(userAttributeDefinition), uniqueNames())),
  roles: v.nullish(list(string)),
  securityContext: v.nullish(jsonObject),
  settings: v.nullish(settings),
  branchName: v.nullish(string),
  isEphemeral: v.nullish(boolean),
  publicDashboardId: v.nullish(string),
} satisfies Entries<SessionBody>;

const schema = v.pipe(
  object(entries, ', or pass a new Cube field in `extra`'),
  v.rawTransform(({ dataset: { value }, addIssue }) => {
    for (const [key, message] of conflicts(value)) {
      addIssue({
        message,
        path: [{ type: 'object', origin: 'value', input: { ...value }, key, value: undefined }],
      });
    }
    return value;
  }),
) satisfies v.GenericSchema<unknown, SessionBody>;

const isKnown = (field: string): boolean => Object.hasOwn(entries, field);

/**
 * Validates a request and returns the body to send to Cube, a copy with `extra` merged in. Throws a
 * {@link CubeRequestError} that names the first invalid field.
 */
export function toSessionBody(request: GenerateSessionRequest): SessionBody {
  const { extra, ...fields } = parse(plainObject<GenerateSessionRequest>(), request);
  const more = extra == null ? {} : parse(jsonObject, extra, 'extra');
  const known = Object.entries(more).filter(([field]) => isKnown(field));
  return { ...more, ...parse(schema, { ...Object.fromEntries(known), ...fields }) };
}

/** Throws a {@link CubeRequestError} unless `value` is a valid deployment id. */
export function checkDeploymentId(value: unknown): void {
  parse(deploymentId, value, 'deploymentId');
}

function parse<S extends v.GenericSchema>(schema: S, value: unknown, path = ''): v.InferOutput<S> {
  const { success, output, issues } = v.safeParse(schema, value, { abortEarly: true });
  if (success) return output;
  const [issue] = issues;
  throw new CubeRequestError(fieldOf(issue.path ?? [], path) || 'request', issue.message);
}

/** Formats the path of an issue, e.g. `userAttributes[1].name`. */
function fieldOf(path: readonly { key?: unknown }[], base: string): string {
  return path.reduce(
    (field, { key }) =>
      typeof key === 'number' ? `${field}[${String(key)}]` : field ? `${field}.${String(key)}` : String(key),
    base,
  );
}
