/**
 * What all copies of this library in one page share, by its name: `initial` for the first who asks. A copy of another version
 * may share it too, so a new layout needs a new name.
 */
export function shared<T>(name: string, initial: T): T {
  return ((globalThis as Record<symbol, unknown>)[Symbol.for(`cube-embed.${name}`)] ??= initial) as T;
}
