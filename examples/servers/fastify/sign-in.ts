// sign-in.ts
import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A sign-in without a password, for trying only. Replace this file with your own sign-in. The cookie is signed, so viewers
 * cannot change who they are.
 */

export interface User {
  id: string;
  city: string;
}

const USERS: User[] = [
  { id: 'Ada@example.com', city: 'San Francisco' },
  { id: 'Grace@example.com', city: 'New York' },
];

function signatureOf(id: string): string {
  const secret = process.env.SIGN_IN_SECRET;
  if (!secret) throw new Error('SIGN_IN_SECRET is missing: set it to any text that nobody can guess.');
  return createHmac('sha256', secret).update(id).digest('base64url');
}

/** The `Set-Cookie` header of a sign-out. */
export const NO_COOKIE = 'user=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0';

/** The `Set-Cookie` header of a sign-in; signs out when there is no such user. */
export function cookieFor(id: string | null | undefined): string {
  if (!USERS.some((user) => user.id === id)) return NO_COOKIE;
  return `user=${encodeURIComponent(`${id}.${signatureOf(id!)}`)}; Path=/; HttpOnly; SameSite=Lax`;
}

/** The signed-in user, from a request's `Cookie` header. */
export function userOf(cookieHeader: string | null | undefined): User | undefined {
  const value = /(?:^|; *)user=([^;]+)/.exec(cookieHeader ?? '')?.[1];
  if (!value) return undefined;
  const given = Buffer.from(value);
  return USERS.find(({ id }) => {
    const expected = Buffer.from(encodeURIComponent(`${id}.${signatureOf(id)}`));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}
