import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Viewer } from '../../src/server/index.js';

/** A viewer who can sign in to the simulated host application. */
export interface Person {
  id: string;
  name: string;
  role: string;
  /** The only city whose rows they may see; without it, all. */
  city?: string;
}

export const PEOPLE: readonly Person[] = [
  { id: 'ada', name: 'Ada Moreau', role: 'Store manager', city: 'San Francisco' },
  { id: 'bruno', name: 'Bruno Keller', role: 'Store manager', city: 'New York' },
  { id: 'carla', name: 'Carla Okafor', role: 'Head of sales' },
];

const COOKIE = 'demo_viewer';
/** A new key for every run, so that a restart signs everyone out. */
const SECRET = randomBytes(32);

const signature = (id: string): string => createHmac('sha256', SECRET).update(id).digest('base64url');

/** The viewer that the request's cookie proves, or `null`. */
export function viewerOf(request: Request): Person | null {
  const [, id = '', signed = ''] =
    new RegExp(`(?:^|; *)${COOKIE}=([a-z]+)\\.([\\w-]+)`).exec(request.headers.get('cookie') ?? '') ?? [];
  const expected = Buffer.from(signature(id));
  const given = Buffer.from(signed);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return PEOPLE.find((person) => person.id === id) ?? null;
}

/** The `Set-Cookie` header that signs this person in, or signs out without one. */
export function signInCookie(person: Person | null): string {
  const value = person ? `${person.id}.${signature(person.id)}` : '; Max-Age=0';
  return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict`;
}

/**
 * The viewer for Cube. Its attributes are set on the server, where the page cannot change them. `withCity`: whether the tenant
 * has a user attribute `city`, as the emulated one does; Cube refuses unknown names.
 */
export function cubeViewer({ id, name, city }: Person, withCity = true): Viewer {
  return {
    externalId: `demo-${id}`,
    userProfile: { displayName: name },
    userAttributes: withCity && city ? [{ name: 'city', value: city }] : [],
  };
}
