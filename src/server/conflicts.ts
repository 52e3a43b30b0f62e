import type { GenerateSessionRequest } from './request.js';

/** What Cube gets: a request whose `extra` is merged. */
export type SessionBody = Omit<GenerateSessionRequest, 'extra'>;

/** The fields of an internal user's that come from their own account. */
const ONLY_EXTERNAL = [
  'groups',
  'groupDefinitions',
  'userAttributes',
  'userAttributeDefinitions',
  'securityContext',
  'userProfile',
] as const;

const ONLY_CREATOR = ['tenantGroups', 'tenantGroupDefinitions', 'userAttributeDefinitions'] as const;

/** The rules between fields, from Cube's guide; its API description does not have them. */
export function* conflicts(body: SessionBody): Generator<[field: keyof SessionBody, problem: string]> {
  const { externalId, internalId, creatorMode, embedTenantName } = body;
  if (externalId != null && internalId != null) {
    yield ['internalId', 'and externalId exclude each other: set one of them'];
  }
  if (externalId == null && internalId == null) {
    yield ['externalId', 'is missing: set externalId, or internalId for a user of Cube’s own'];
  }
  const isSet = (field: keyof SessionBody): boolean => body[field] != null;
  for (const field of internalId == null ? [] : ONLY_EXTERNAL.filter(isSet)) {
    yield [field, 'requires externalId: a user with an internalId has their own'];
  }
  for (const field of creatorMode && embedTenantName != null ? [] : ONLY_CREATOR.filter(isSet)) {
    yield [
      field,
      field === 'userAttributeDefinitions'
        ? 'requires creatorMode: true and embedTenantName'
        : 'requires creatorMode: true and embedTenantName: it is about groups of that embed tenant (groups of the Cube account go into `groups`)',
    ];
  }
}
