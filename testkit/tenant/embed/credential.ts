import type { EmbedClaims } from '../tokens.js';

/** Why the tenant said no: `refused` is a 401, anything else is `failed`. */
export class CredentialError extends Error {
  readonly refused: boolean;

  constructor(refused: boolean, message: string) {
    super(message);
    this.refused = refused;
  }
}

/** The page's token. It lives in this closure alone: no storage, no cookie. */
export interface Credential {
  readonly claims: EmbedClaims;
  /** Calls the tenant with the token, by POST when there is a body; throws a {@link CredentialError} unless it answers 2xx. */
  call(path: string, body?: object): Promise<Response>;
}

/** Exchanges a session for a credential; throws a {@link CredentialError}. */
export async function exchangeSession(sessionId: string): Promise<Credential> {
  const response = await checked('/api/v1/embed/session/token', { sessionId });
  const { token } = (await response.json().catch(() => ({}))) as { token?: unknown };
  if (typeof token !== 'string') throw new CredentialError(false, 'The tenant answered without a token.');
  return {
    claims: claimsOf(token),
    call: (path, body) => checked(path, body, { Authorization: `Embed-Token ${token}` }),
  };
}

async function checked(path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
  const init = body
    ? {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { ...headers, 'Content-Type': 'application/json' },
      }
    : { headers };
  const response = await fetch(path, init).catch(() => {
    throw new CredentialError(false, 'The tenant could not be reached.');
  });
  if (response.ok) return response;
  const { message } = (await response.json().catch(() => ({}))) as { message?: string };
  throw new CredentialError(response.status === 401, message ?? `The tenant answered ${response.status}.`);
}

/** Reads the token's claims; whether they are true is for the tenant to check, at every call. */
function claimsOf(token: string): EmbedClaims {
  try {
    const base64 = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as EmbedClaims;
  } catch {
    throw new CredentialError(false, 'The tenant answered with something that is no token.');
  }
}
