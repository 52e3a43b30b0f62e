import { HttpError } from './http.js';
import type { GenerateSessionRequest } from './session-request.js';
import type { CubeTenantOptions } from './types.js';

type Known = Pick<CubeTenantOptions, 'groups' | 'userAttributes' | 'internalUsers'> & {
  maxExternalUsers: number;
};

/**
 * The names that an account knows (groups, user attributes, users with a login), and the external users that its sessions
 * have created. Kinds of names that the options omit are not checked.
 */
export class Directory {
  readonly #known: Known;
  readonly #externalUsers = new Set<string>();

  constructor(known: Known) {
    this.#known = known;
  }

  /**
   * Admits the viewer of a session and creates an external user if necessary. Throws an {@link HttpError} with Cube's
   * status if Cube would refuse.
   */
  admit(request: GenerateSessionRequest): void {
    const { groups, userAttributes, internalUsers, maxExternalUsers } = this.#known;
    // Attributes that the same request defines are created first.
    const defined = (request.userAttributeDefinitions ?? []).map(({ name }) => name);
    refuseUnknown('groups', request.groups ?? [], groups);
    refuseUnknown(
      'user attributes',
      (request.userAttributes ?? []).map(({ name }) => name),
      userAttributes && [...userAttributes, ...defined],
    );
    refuseUnknown('internal user', request.internalId ? [request.internalId] : [], internalUsers);

    const { externalId } = request;
    if (!externalId || request.isEphemeral || this.#externalUsers.has(externalId)) return;
    if (this.#externalUsers.size >= maxExternalUsers)
      throw new HttpError(
        429,
        `The tenant is at its embed-user limit (${maxExternalUsers} external users).`,
        {
          code: 'EMBED_USER_LIMIT',
        },
      );
    this.#externalUsers.add(externalId);
  }

  clear(): void {
    this.#externalUsers.clear();
  }
}

function refuseUnknown(kind: string, names: readonly string[], known: readonly string[] | undefined): void {
  const unknown = known ? names.filter((name) => !known.includes(name)) : [];
  if (unknown.length > 0) throw new HttpError(400, `Unknown ${kind}: ${unknown.join(', ')}.`);
}
