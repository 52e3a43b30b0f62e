import type { GenerateSessionRequest } from './request.js';

/** The body sent to Cube: a request with `extra` merged in. */
export type SessionBody = Omit<GenerateSessionRequest, 'extra'>;

/** Fields that require `externalId`: Cube takes an internal user's from their own account. */
const ONLY_EXTERNAL = [
  'groups',
  'groupDefinitions',
  'userAttributes',
  'userAttributeDefinitions',
  'securityContext',
  'userProfile',
] as const;

const ONLY_CREATOR = ['tenantGroups', 'tenantGroupDefinitions', 'userAttributeDefinitions'] as const;

/** Yields each violated rule between fields. Source: Cube's guide; its API description does not have these rules. */
export function* conflicts(body: SessionBody): Generator<[field: keyof SessionBody, problem: string]> {
  const { externalId, internalId, creatorMode, embedTenantName } = body;
  if (externalId != null && internalId != null) {
    yield ['internalId', 'cannot be combined with externalId: set one of them'];
  }
  if (externalId == null && internalId == null) {
    yield ['externalId', 'is missing: set externalId, or internalId for an existing Cube user'];
  }
  const isSet = (field: keyof SessionBody): boolean => body[field] != null;
  for (const field of internalId == null ? [] : ONLY_EXTERNAL.filter(isSet)) {
    yield [field, 'requires externalId: with internalId, Cube takes it from the user’s own account'];
  }
  for (const field of creatorMode && embedTenantName != null ? [] : ONLY_CREATOR.filter(isSet)) {
    yield [
      field,
      field === 'userAttributeDefinitions'
        ? 'requires creatorMode: true and embedTenantName'
        : 'requires creatorMode: true and embedTenantName, because it applies to groups of that embed tenant (use `groups` for groups of the Cube account)',
    ];
  }
}
