/**
 * A value that all copies of this library on the page share, by name; `initial` on first use. Copies of other versions share it
 * too, so a new layout needs a new name.
 */
export function pageGlobal<T>(name: string, initial: T): T {
  return ((globalThis as Record<symbol, unknown>)[Symbol.for(`cube-embed.${name}`)] ??= initial) as T;
}
