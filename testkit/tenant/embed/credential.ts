import type { EmbedClaims } from '../tokens.js';

/** Thrown when a request to the tenant fails. `refused` is `true` for a 401. */
export class CredentialError extends Error {
  readonly refused: boolean;

  constructor(refused: boolean, message: string) {
    super(message);
    this.refused = refused;
  }
}

/** The page's token. It is kept only in memory, not in storage or cookies. */
export interface Credential {
  readonly claims: EmbedClaims;
  /**
   * Sends a request with the token: a POST if there is a body, else a GET. Throws a {@link CredentialError} unless the
   * tenant answers 2xx.
   */
  call(path: string, body?: object): Promise<Response>;
}

/** Exchanges a session for a token. Throws a {@link CredentialError} if that fails. */
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

/** Reads the token's claims without verifying them: the tenant does that for every request. */
function claimsOf(token: string): EmbedClaims {
  try {
    const base64 = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as EmbedClaims;
  } catch {
    throw new CredentialError(false, 'The tenant answered with an invalid token.');
  }
}
