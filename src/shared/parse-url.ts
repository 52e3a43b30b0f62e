/** The address, resolved against `base`; `undefined` for a text that is no address. (`URL.parse` is too new.) */
export function parseUrl(address: string, base?: string): URL | undefined {
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
}
