import { knownFields, schemaProblem } from './request-schema.js';
import type { GenerateSessionRequest } from './session-request.js';

const BARRED_FOR_INTERNAL_USERS = [
  'groups',
  'userAttributes',
  'groupDefinitions',
  'userAttributeDefinitions',
  'securityContext',
  'userProfile',
] as const;
const CREATOR_ONLY = ['tenantGroups', 'tenantGroupDefinitions', 'userAttributeDefinitions'] as const;

/**
 * Describes what is wrong with a generate-session request, including the field. Checks Cube's API description first, then
 * the rules of Cube's guide that a schema does not express. Returns `undefined` if Cube would accept the request.
 */
export function requestProblem(body: unknown): string | undefined {
  return schemaProblem('GenerateSessionRequest', body) ?? ruleProblem(body as GenerateSessionRequest);
}

/** Lists the fields that Cube's API description does not know. Cube does not document what it does with them. */
export function unknownFields(body: object): string[] {
  const known = knownFields('GenerateSessionRequest');
  return Object.keys(body).filter((name) => !known.includes(name));
}

function ruleProblem(request: GenerateSessionRequest): string | undefined {
  const given = (name: keyof GenerateSessionRequest): boolean => (request[name] ?? null) !== null;
  if (given('externalId') === given('internalId'))
    return 'Exactly one of externalId and internalId is required';
  const { externalId } = request;
  if (typeof externalId === 'string' && (externalId === '' || externalId !== externalId.trim().toLowerCase()))
    return 'externalId must be lowercase, trimmed and not empty';
  const barred = given('internalId') && BARRED_FOR_INTERNAL_USERS.find(given);
  if (barred) return `${barred} cannot be used with internalId`;
  const creatorOnly = CREATOR_ONLY.find(given);
  if (creatorOnly && !(request.creatorMode && given('embedTenantName'))) {
    return `${creatorOnly} requires creatorMode: true and embedTenantName`;
  }
  const names = (request.userAttributes ?? []).map(({ name }) => name);
  const duplicate = names.find((name, at) => names.indexOf(name) !== at);
  return duplicate === undefined ? undefined : `userAttributes contains ${JSON.stringify(duplicate)} twice`;
}
