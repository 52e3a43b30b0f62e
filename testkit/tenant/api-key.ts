import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HttpError } from './http.js';
import type { CubeTenantOptions } from './types.js';

type Keys = Required<Pick<CubeTenantOptions, 'apiKey' | 'nonAdminApiKeys'>>;

/** Returns whose API key a request has. Throws 401 for a missing or wrong one. */
export function apiKeyOf(
  { headers }: IncomingMessage,
  { apiKey, nonAdminApiKeys }: Keys,
): { identity: string; isAdmin: boolean } {
  const [, key = ''] = /^(?:Api-Key|Bearer) (.+)$/i.exec(headers.authorization ?? '') ?? [];
  if (isSame(key, apiKey)) return { identity: 'the administrator', isAdmin: true };
  const at = nonAdminApiKeys.findIndex((known) => isSame(key, known));
  if (at >= 0) return { identity: `user ${at + 1}`, isAdmin: false };
  throw new HttpError(401, 'The API key is missing or wrong.');
}

/** Throws 401 like {@link apiKeyOf}, and 403 if the key is not an administrator's. */
export function requireAdmin(request: IncomingMessage, keys: Keys): void {
  if (!apiKeyOf(request, keys).isAdmin) throw new HttpError(403, 'The API key is not an administrator’s.');
}

function isSame(given: string, expected: string): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
