/** Origins of tenants whose embeds have shown on this page that they understand `set-session`. */
const proven = new Set<string>();

export function hasProof(origin: string): boolean {
  return proven.has(origin);
}

export function prove(origin: string): void {
  proven.add(origin);
}
