import { CubeRequestError } from './errors.js';
import type { GenerateSessionRequest, SessionSettings, UserAttributeDefinition } from './request.js';
import { anyObject, attributeValue, boolean, list, name, object, oneOf, string, webUrl } from './shape.js';
import type { Check } from './shape.js';

/** The compiler asks for a check of each field, so that none is forgotten when Cube adds one. */
type Fields<T> = { [K in keyof Required<T>]: Check };

/** Older descriptions of Cube's wanted 5 characters at least; the newest says 2. */
const TENANT_NAME = /^[a-z][a-z0-9-]{0,34}[a-z0-9]$/;

const ATTRIBUTE_TYPES: UserAttributeDefinition['type'][] = [
  'string',
  'number',
  'boolean',
  'string_array',
  'number_array',
];

const ONLY_EXTERNAL = [
  'groups',
  'groupDefinitions',
  'userAttributes',
  'userAttributeDefinitions',
  'securityContext',
  'userProfile',
] as const;

const ONLY_CREATOR = ['tenantGroups', 'tenantGroupDefinitions', 'userAttributeDefinitions'] as const;

/** Throws a {@link CubeRequestError} unless `value` can be a deployment's id. */
export const checkDeploymentId = (value: unknown, field = 'deploymentId'): void => {
  if (!Number.isSafeInteger(value) || (value as number) < 1) {
    throw new CubeRequestError(
      field,
      'must be a number, a positive integer (wrap what comes from the environment in Number(…))',
    );
  }
};

const externalId: Check = (value, field) => {
  name(value, field);
  const id = value as string;
  if (id !== id.trim().toLowerCase()) {
    throw new CubeRequestError(field, 'must be lowercase and trimmed: Cube would take it for another user');
  }
};

const internalId: Check = (value, field) => {
  name(value, field);
  if (value !== (value as string).trim()) throw new CubeRequestError(field, 'must be trimmed');
};

const tenantName: Check = (value, field) => {
  string(value, field);
  if (!TENANT_NAME.test(value as string)) {
    throw new CubeRequestError(
      field,
      'must be 2 to 36 lowercase letters, digits and hyphens, first a letter, last no hyphen',
    );
  }
};

/** What JSON cannot write must fail here, with a name, and not inside the call. */
const jsonObject: Check = (value, field) => {
  anyObject(value, field);
  try {
    JSON.stringify(value);
  } catch {
    throw new CubeRequestError(field, 'must be an object that JSON can carry (no cycle, no BigInt)');
  }
};

const group = object(
  { name, description: string } satisfies Fields<
    NonNullable<GenerateSessionRequest['groupDefinitions']>[number]
  >,
  ['name'],
);

const uniqueNames =
  (item: Check): Check =>
  (value, field) => {
    list(item)(value, field);
    const seen = new Set<string>();
    for (const [i, entry] of (value as { name: string }[]).entries()) {
      if (seen.has(entry.name)) {
        throw new CubeRequestError(
          `${field}[${String(i)}].name`,
          'is there a second time: give each attribute once',
        );
      }
      seen.add(entry.name);
    }
  };

/** Loose, unlike the rest: tenants take keys that Cube does not document, and a colour that is missing harms nobody. */
const theme = jsonObject;

const fields: Fields<GenerateSessionRequest> = {
  deploymentId: checkDeploymentId,
  externalId,
  internalId,
  email: string,
  userProfile: object({ displayName: string, picture: webUrl } satisfies Fields<
    NonNullable<GenerateSessionRequest['userProfile']>
  >),
  embedTenantName: tenantName,
  embedTenantProfile: object({ displayName: string } satisfies Fields<
    NonNullable<GenerateSessionRequest['embedTenantProfile']>
  >),
  embedTheme: theme,
  creatorMode: boolean,
  groups: list(string),
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what Cube still accepts is still checked
  groupDefinitions: list(group),
  tenantGroups: list(string),
  tenantGroupDefinitions: list(group),
  userAttributes: uniqueNames(object({ name, value: attributeValue }, ['name'])),
  userAttributeDefinitions: uniqueNames(
    object(
      {
        name,
        type: oneOf(...ATTRIBUTE_TYPES),
        displayName: string,
        defaultValue: string,
        description: string,
      } satisfies Fields<UserAttributeDefinition>,
      ['name', 'type'],
    ),
  ),
  roles: list(string),
  securityContext: jsonObject,
  settings: object({
    allowAi: boolean,
    allowChatWorkspaceAuthoring: boolean,
    showDashboardChat: boolean,
    showWorkbookChat: boolean,
    showAiWidgets: boolean,
    showWorkbookShare: boolean,
    showDashboardSettings: boolean,
    showMemberNames: boolean,
    showGroupByCube: boolean,
    locale: string,
    timezone: string,
  } satisfies Fields<SessionSettings>),
  branchName: string,
  isEphemeral: boolean,
  publicDashboardId: string,
};

const shape = object(fields, ['deploymentId']);

/**
 * Throws a {@link CubeRequestError} that names the first field at fault.
 *
 * The rules are those of Cube's API description and guide, with one more: a field that Cube does not document is refused.
 */
export function checkRequest(request: GenerateSessionRequest): void {
  shape(request, '');
  const { externalId, internalId, creatorMode, embedTenantName } = request;
  if (externalId != null && internalId != null) {
    throw new CubeRequestError('internalId', 'and externalId exclude each other: give one of them');
  }
  if (externalId == null && internalId == null) {
    throw new CubeRequestError('externalId', 'is missing: give the viewer as externalId, or as internalId');
  }
  if (internalId != null)
    refuse(request, ONLY_EXTERNAL, 'goes with externalId only: an internal user has these already');
  if (creatorMode !== true || embedTenantName == null) {
    refuse(request, ONLY_CREATOR, 'needs creatorMode: true and embedTenantName');
  }
}

function refuse(
  request: GenerateSessionRequest,
  keys: readonly (keyof GenerateSessionRequest)[],
  problem: string,
): void {
  const present = keys.find((key) => request[key] != null);
  if (present) throw new CubeRequestError(present, problem);
}
