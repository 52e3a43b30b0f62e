import type { CubeEmbedElement, Surface } from '../../src/index.js';
import { config } from './config.js';

/** Pages of the emulated embeds by name, relative to the embed's root. */
export const PLACES: Record<Surface, [name: string, path: string][]> = config.emulated
  ? {
      dashboard: [
        ['the overview', '/'],
        ['the orders', '/orders'],
      ],
      chat: [],
      app: [
        ['the dashboards', '/'],
        ['“Coffee”', '/dashboard/coffee'],
        ['the workbooks', '/workbooks'],
      ],
    }
  : { dashboard: [], chat: [], app: [] };

const ROOTS: Record<Surface, string> = {
  dashboard: `/embed/dashboard/${config.dashboardId}`,
  chat: '/embed/chat',
  app: `/embed/d/${config.deploymentId}/app`,
};

/** Shows a page of an embed. */
export function go(element: CubeEmbedElement, path: string): void {
  element.navigate(ROOTS[element.surface] + (path === '/' ? '' : path));
}
