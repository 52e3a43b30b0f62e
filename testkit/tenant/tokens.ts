import { randomBytes, randomUUID } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import { HttpError } from './http.js';
import type {
  EmbedTheme,
  EmbedUserProfile,
  GenerateSessionRequest,
  SessionSettings,
  UserAttributeInput,
} from './session-request.js';

const ISSUER = 'cubecloud';

/** The claims of a token. */
export interface EmbedClaims {
  /** Expiry, in seconds since 1970. */
  exp: number;
  /** The viewer's external or internal id. */
  sub: string;
  deploymentId: number;
  embedTenant: string;
  creatorMode: boolean;
  userAttributes: UserAttributeInput[];
  userProfile: EmbedUserProfile;
  settings: SessionSettings;
  embedTheme: EmbedTheme;
}

/** Signs and verifies the tenant's JWTs with a random key of its own. */
export class TokenMint {
  readonly #key = randomBytes(32);
  readonly #now: () => number;
  readonly #ttlSeconds: number;
  readonly #tenantName: string;
  /** Session ids by token id: a token does not contain its session id, so the id cannot leak through it. */
  readonly #sessionOf = new Map<string, string>();

  constructor(now: () => number, ttlSeconds: number, tenantName: string) {
    this.#now = now;
    this.#ttlSeconds = ttlSeconds;
    this.#tenantName = tenantName;
  }

  sign(sessionId: string, request: GenerateSessionRequest): Promise<string> {
    const issuedAt = Math.floor(this.#now() / 1000);
    const tokenId = randomUUID();
    this.#sessionOf.set(tokenId, sessionId);
    const claims: Omit<EmbedClaims, 'exp' | 'sub'> = {
      deploymentId: request.deploymentId,
      embedTenant: request.embedTenantName ?? this.#tenantName,
      creatorMode: request.creatorMode ?? false,
      userAttributes: request.userAttributes ?? [],
      userProfile: request.userProfile ?? {},
      settings: request.settings ?? {},
      embedTheme: request.embedTheme ?? {},
    };
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setSubject(request.externalId ?? request.internalId ?? '')
      .setJti(tokenId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.#ttlSeconds)
      .sign(this.#key);
  }

  /** Returns a valid token's claims and the session it was made from. Throws 401 for a forged or expired token. */
  async verify(token: string): Promise<{ claims: EmbedClaims; sessionId: string }> {
    try {
      const { payload } = await jwtVerify<EmbedClaims>(token, this.#key, {
        issuer: ISSUER,
        algorithms: ['HS256'],
        currentDate: new Date(this.#now()),
      });
      return { claims: payload, sessionId: this.#sessionOf.get(payload.jti ?? '') ?? '' };
    } catch (error) {
      throw new HttpError(401, 'The token is invalid or expired.', {
        reason: `token: ${(error as Error).message}`,
      });
    }
  }
}
