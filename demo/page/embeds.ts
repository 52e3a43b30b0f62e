import type { CubeEmbedElement } from '../../src/index.js';
import { byId, config } from './config.js';

/** The look that the host gives its embeds, by name. */
export const THEMES: Record<string, { primaryColor: string; borderRadius: number }> = {
  fern: { primaryColor: '#1f7a52', borderRadius: 14 },
  plum: { primaryColor: '#8a3f7d', borderRadius: 4 },
  ocean: { primaryColor: '#1769c2', borderRadius: 20 },
};

/** The page's three elements, once they are there. */
export const embeds: CubeEmbedElement[] = [];

/** Those that show something: the one in Creator Mode is lazy, and idle until its tab is opened. */
export const activeEmbeds = (): CubeEmbedElement[] => embeds.filter(({ status }) => status !== 'idle');

/** Puts the elements on the page: they sign in as whoever the host's cookie says. */
export function placeEmbeds(): void {
  if (embeds.length > 0) return;
  const dashboard = document.createElement('cube-embed-dashboard');
  dashboard.dashboardId = config.dashboardId;
  dashboard.allowExport = true;
  const chat = document.createElement('cube-embed-chat');
  const app = document.createElement('cube-embed-app');
  app.deploymentId = String(config.deploymentId);
  app.loading = 'lazy';
  for (const element of [dashboard, chat, app]) {
    element.baseUrl = config.tenantUrl;
    element.sessionEndpoint = '/cube-session';
    element.colorScheme = 'auto';
    element.theme = THEMES['fern'];
  }
  app.sessionEndpoint = '/cube-session/creator';
  embeds.push(dashboard, chat, app);
  byId('analytics').append(dashboard, chat);
  byId('creator').append(app);
}
