import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Viewer } from '../../src/server/index.js';

/** Somebody who can sign in to the made-up host application. */
export interface Person {
  id: string;
  name: string;
  role: string;
  /** The one city whose rows they may see; without it, all. */
  city?: string;
}

export const PEOPLE: readonly Person[] = [
  { id: 'ada', name: 'Ada Moreau', role: 'Store manager', city: 'San Francisco' },
  { id: 'bruno', name: 'Bruno Keller', role: 'Store manager', city: 'New York' },
  { id: 'carla', name: 'Carla Okafor', role: 'Head of sales' },
];

const COOKIE = 'demo_viewer';
/** A new one for every run: who was signed in before a restart is not any more. */
const SECRET = randomBytes(32);

const signature = (id: string): string => createHmac('sha256', SECRET).update(id).digest('base64url');

/** Whom the request's cookie proves, or `null`. */
export function viewerOf(request: Request): Person | null {
  const [, id = '', signed = ''] =
    new RegExp(`(?:^|; *)${COOKIE}=([a-z]+)\\.([\\w-]+)`).exec(request.headers.get('cookie') ?? '') ?? [];
  const expected = Buffer.from(signature(id));
  const given = Buffer.from(signed);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return PEOPLE.find((person) => person.id === id) ?? null;
}

/** The `Set-Cookie` that signs this person in, or whoever there is out. */
export function signInCookie(person: Person | null): string {
  const value = person ? `${person.id}.${signature(person.id)}` : '; Max-Age=0';
  return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict`;
}

/**
 * What Cube is told of them: the attributes are set here, where the page cannot reach them. `withCity`: whether the tenant
 * has a user attribute `city`, as the emulated one does; Cube refuses names that it does not know.
 */
export function cubeViewer({ id, name, city }: Person, withCity = true): Viewer {
  return {
    externalId: `demo-${id}`,
    userProfile: { displayName: name },
    userAttributes: withCity && city ? [{ name: 'city', value: city }] : [],
  };
}
