import { CubeEmbedDashboard } from '../../src/index.js';
import type { ColorScheme, CubeEmbedElement } from '../../src/index.js';

/** The themes that the host can apply to its embeds, by name. */
export const THEMES: Record<string, { primaryColor: string; borderRadius: number }> = {
  Fern: { primaryColor: '#1f7a52', borderRadius: 14 },
  Plum: { primaryColor: '#8a3f7d', borderRadius: 4 },
  Ocean: { primaryColor: '#1769c2', borderRadius: 20 },
};

/** The settings that change without a reload. Empty means not set. */
const USUAL = { colorScheme: 'auto', theme: 'Fern', locale: '', timezone: '', status: '' };

export const look = { ...USUAL };

/** What one visitor has chosen is not for the next. */
export function resetLook(): void {
  Object.assign(look, USUAL);
  delete document.documentElement.dataset['scheme'];
}

export function applyLook(element: CubeEmbedElement): void {
  element.colorScheme = look.colorScheme as ColorScheme;
  element.theme = THEMES[look.theme];
  element.locale = look.locale || undefined;
  element.timezone = look.timezone || undefined;
  if (element instanceof CubeEmbedDashboard) {
    element.filters = look.status ? { 'orders.status': look.status } : undefined;
  }
}
