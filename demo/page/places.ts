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

/** Shows a page of an embed; a new frame returns to it. */
export function go(element: CubeEmbedElement, path: string): void {
  if ('path' in element) element.path = path;
}
