/** Origins of tenants whose embeds have shown on this page that they understand `set-session`. */
const supporting = new Set<string>();

/** Whether an embed of this tenant has shown that it understands `set-session`. */
export function supportsSetSession(origin: string): boolean {
  return supporting.has(origin);
}

/** An embed of this tenant has shown that it understands `set-session`: so do all others. */
export function markSupported(origin: string): void {
  supporting.add(origin);
}
