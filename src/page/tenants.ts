/** Origins of the tenants of which an embed of this page has shown that it understands `set-session`. */
const proven = new Set<string>();

export function hasProof(origin: string): boolean {
  return proven.has(origin);
}

export function prove(origin: string): void {
  proven.add(origin);
}
