import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { HttpError } from './http.js';
import type {
  EmbedTheme,
  EmbedUserProfile,
  GenerateSessionRequest,
  SessionSettings,
  UserAttributeInput,
} from './session-request.js';

const ISSUER = 'cubecloud';
const HEADER = { alg: 'HS256', typ: 'JWT' };

/** The claims of a token. */
export interface EmbedClaims {
  /** Expiry, in seconds since 1970. */
  exp: number;
  /** The viewer's external or internal id. */
  sub: string;
  deploymentId: number;
  /** `null` for an internal user. */
  embedTenant: string | null;
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

  sign(sessionId: string, request: GenerateSessionRequest): string {
    const issuedAt = Math.floor(this.#now() / 1000);
    const tokenId = randomUUID();
    this.#sessionOf.set(tokenId, sessionId);
    const claims: EmbedClaims & Record<string, unknown> = {
      deploymentId: request.deploymentId,
      embedTenant: request.internalId ? null : (request.embedTenantName ?? this.#tenantName),
      creatorMode: request.creatorMode ?? false,
      userAttributes: request.userAttributes ?? [],
      userProfile: request.userProfile ?? {},
      settings: request.settings ?? {},
      embedTheme: request.embedTheme ?? {},
      iss: ISSUER,
      sub: request.externalId ?? request.internalId ?? '',
      jti: tokenId,
      iat: issuedAt,
      exp: issuedAt + this.#ttlSeconds,
    };
    const content = `${encoded(HEADER)}.${encoded(claims)}`;
    return `${content}.${this.#signatureOf(content).toString('base64url')}`;
  }

  /** Returns a valid token's claims and the session it was made from. Throws 401 for a forged or expired token. */
  verify(token: string): { claims: EmbedClaims; sessionId: string } {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const expected = this.#signatureOf(`${header}.${payload}`);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalid('forged');
    // Only this mint can have signed it, so it is well-formed.
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as EmbedClaims & { jti: string };
    if (claims.exp * 1000 <= this.#now()) throw invalid('expired');
    return { claims, sessionId: this.#sessionOf.get(claims.jti) ?? '' };
  }

  #signatureOf(content: string): Buffer {
    return createHmac('sha256', this.#key).update(content).digest();
  }
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function invalid(what: string): HttpError {
  return new HttpError(401, 'The token is invalid or expired.', { reason: `token ${what}` });
}
