import type { Surface } from '../session/source.js';

/** Tenants and surfaces of the embeds that have sent a message on this page. */
const speaking = new Set<string>();
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

/** Whether an embed of this tenant and surface has sent a message: one that stays silent is not ready then. */
export function sendsMessages(origin: string, surface: Surface): boolean {
  return speaking.has(`${surface} ${origin}`);
}

/** An embed of this tenant and surface has sent a message. */
export function markSpeaking(origin: string, surface: Surface): void {
  speaking.add(`${surface} ${origin}`);
}
