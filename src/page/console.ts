/** Where the messages are explained: in the package as well, for a page that is offline. */
export const DOCS = 'See docs/errors.md in the package: https://cube-embed.github.io/cube-embed/errors#';

/** Writes to the console about an element. A page may have replaced its console with one that throws. */
export function tell(level: 'error' | 'warn', { localName }: Element, text: string): void {
  try {
    console[level](`<${localName}> ${text}`);
  } catch {
    // Errors are dispatched as events as well.
  }
}

const warned = new Set<string>();

/** Warns once for each key, whichever of the page's elements notices it first. */
export function warnOnce(key: string, element: Element, text: string): void {
  if (!warned.has(key)) tell('warn', element, text);
  warned.add(key);
}
