import type { GenerateSessionRequest } from './session-request.js';

/** Says what is wrong with a value, or nothing when it is right. */
type Check = (value: unknown, field: string) => string | undefined;

const is =
  (type: 'string' | 'boolean' | 'number', noun: string): Check =>
  (value, field) =>
    typeof value === type ? undefined : `${field} must be ${noun}`;
const text = is('string', 'a string');
const flag = is('boolean', 'true or false');
const finite = is('number', 'a number');

const record: Check = (value, field) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? undefined
    : `${field} must be an object`;

const oneOf =
  (...values: string[]): Check =>
  (value, field) =>
    values.includes(value as string) ? undefined : `${field} must be one of ${values.join(', ')}`;

const list =
  (check: Check): Check =>
  (value, field) =>
    Array.isArray(value)
      ? first(value.map((item, at) => check(item, `${field}[${at}]`)))
      : `${field} must be a list`;

/** Named fields: those in `required` must be there, any other may be left out or null; unknown ones pass. */
const shape =
  (fields: Record<string, Check>, required: readonly string[] = []): Check =>
  (value, field) =>
    record(value, field || 'The body') ??
    first(
      Object.entries(fields).map(([name, check]) => {
        const path = field ? `${field}.${name}` : name;
        const inner = (value as Record<string, unknown>)[name];
        if (inner === undefined || inner === null)
          return required.includes(name) ? `${path} is missing` : undefined;
        return check(inner, path);
      }),
    );

const pictureUrl: Check = (value, field) =>
  text(value, field) ?? (URL.canParse(value as string) ? undefined : `${field} must be a URL`);
const tenantName: Check = (value, field) =>
  text(value, field) ??
  (/^[a-z][a-z0-9-]{0,34}[a-z0-9]$/.test(value as string)
    ? undefined
    : `${field} must be 2 to 36 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen`);
const externalId: Check = (value, field) =>
  text(value, field) ??
  (value !== '' && value === (value as string).trim().toLowerCase()
    ? undefined
    : `${field} must be lowercase and trimmed, and not empty`);
const attributeValue: Check = (value, field) => {
  const scalar = (inner: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof inner);
  const uniform =
    Array.isArray(value) &&
    ['string', 'number'].some((type) => value.every((inner) => typeof inner === type));
  return scalar(value) || uniform
    ? undefined
    : `${field} must be a string, a number, true, false, or a list of strings or of numbers`;
};

const groupDefinition = shape({ name: text, description: text }, ['name']);
const FIELDS: Record<keyof GenerateSessionRequest, Check> = {
  deploymentId: finite,
  externalId,
  internalId: text,
  email: text,
  userProfile: shape({ displayName: text, picture: pictureUrl }),
  embedTenantName: tenantName,
  embedTenantProfile: shape({ displayName: text }),
  embedTheme: shape({
    font: text,
    primaryColor: text,
    chat: shape({ inputColor: text }),
    analyticsChat: shape({
      backgroundColor: text,
      chatInput: shape({ backgroundColor: text, borderColor: text }),
    }),
  }),
  creatorMode: flag,
  groups: list(text),
  groupDefinitions: list(groupDefinition),
  tenantGroups: list(text),
  tenantGroupDefinitions: list(groupDefinition),
  userAttributes: list(shape({ name: text, value: attributeValue }, ['name'])),
  userAttributeDefinitions: list(
    shape(
      {
        name: text,
        type: oneOf('string', 'number', 'boolean', 'string_array', 'number_array'),
        displayName: text,
        defaultValue: text,
        description: text,
      },
      ['name', 'type'],
    ),
  ),
  roles: list(text),
  securityContext: record,
  settings: shape({
    allowAi: flag,
    allowChatWorkspaceAuthoring: flag,
    showDashboardChat: flag,
    showWorkbookChat: flag,
    showAiWidgets: flag,
    showWorkbookShare: flag,
    showDashboardSettings: flag,
    showMemberNames: flag,
    showGroupByCube: flag,
    locale: text,
    timezone: text,
  }),
  branchName: text,
  isEphemeral: flag,
  publicDashboardId: text,
};
const types = shape(FIELDS, ['deploymentId']);

const BARRED_FOR_INTERNAL_USERS = [
  'groups',
  'userAttributes',
  'groupDefinitions',
  'userAttributeDefinitions',
  'securityContext',
  'userProfile',
] as const;
const CREATOR_ONLY = ['tenantGroups', 'tenantGroupDefinitions', 'userAttributeDefinitions'] as const;

/** What is wrong with a generate-session request, naming the field; `undefined` when Cube's rules are kept. */
export function requestProblem(body: unknown): string | undefined {
  return types(body, '') ?? ruleProblem(body as GenerateSessionRequest);
}

/** The fields of a request that Cube's description does not know; what Cube does with them it does not say. */
export function unknownFields(body: object): string[] {
  return Object.keys(body).filter((name) => !Object.hasOwn(FIELDS, name));
}

function ruleProblem(request: GenerateSessionRequest): string | undefined {
  const given = (name: keyof GenerateSessionRequest): boolean => (request[name] ?? null) !== null;
  if (given('externalId') === given('internalId'))
    return 'Exactly one of externalId and internalId is needed';
  const barred = given('internalId') && BARRED_FOR_INTERNAL_USERS.find(given);
  if (barred) return `${barred} cannot be used with internalId`;
  const creatorOnly = CREATOR_ONLY.find(given);
  if (creatorOnly && !(request.creatorMode && given('embedTenantName'))) {
    return `${creatorOnly} needs creatorMode: true and embedTenantName`;
  }
  const names = (request.userAttributes ?? []).map(({ name }) => name);
  const duplicate = names.find((name, at) => names.indexOf(name) !== at);
  return duplicate === undefined ? undefined : `userAttributes names ${JSON.stringify(duplicate)} twice`;
}

function first(problems: (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}
