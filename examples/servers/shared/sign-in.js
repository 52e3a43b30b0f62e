import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A sign-in without a password: it stands for whatever the application has. What is real about it is that the cookie is
 * signed, so that the viewer cannot change who they are.
 */

const USERS = {
  ada: { id: 'ada', city: 'San Francisco' },
  grace: { id: 'grace', city: 'New York' },
};

const signatureOf = (name) =>
  createHmac('sha256', process.env.SIGN_IN_SECRET).update(name).digest('base64url');

/** The `Set-Cookie` of a sign-in, or `null` for a name that nobody has. */
export function cookieFor(name) {
  if (!Object.hasOwn(USERS, name)) return null;
  return `user=${name}.${signatureOf(name)}; Path=/; HttpOnly; SameSite=Lax`;
}

/** The `Set-Cookie` of a sign-out. */
export const NO_COOKIE = 'user=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0';

/** The user whom a `Cookie` header proves, or `null`. */
export function userOf(cookieHeader) {
  const [, name, signature] = /(?:^|; *)user=([a-z]+)\.([\w-]+)/.exec(cookieHeader ?? '') ?? [];
  if (!name || !Object.hasOwn(USERS, name)) return null;
  const expected = Buffer.from(signatureOf(name));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given) ? USERS[name] : null;
}
