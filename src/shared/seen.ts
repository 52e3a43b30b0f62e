/** Ids that this page has been given. A host that caches an id hands one to two elements, or to two copies of this library. */
import { pageGlobal } from './page-global.js';

/** The oldest ids are dropped: they expired long ago. */
const MOST = 4_000;

/** Returns whether the id was seen before, and remembers it: as a hash, so that no script can read ids from the page. */
export function isSeen(id: string): boolean {
  const seen = pageGlobal('seen.v1', new Set<string>());
  const hash = hashOf(id);
  if (seen.has(hash)) return true;
  seen.add(hash);
  for (const oldest of seen) {
    if (seen.size <= MOST) break;
    seen.delete(oldest);
  }
  return false;
}

/** Two 32-bit FNV-1a hashes from different starts: among some thousand random ids, no two are alike. */
function hashOf(id: string): string {
  return `${fnv(id, 0x811c9dc5)} ${fnv(id, 0x01000193)}`;
}

function fnv(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
