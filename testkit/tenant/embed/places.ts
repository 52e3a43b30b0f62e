import { decoded } from '../address.js';
import type { EmbedPlace } from '../address.js';
import type { TenantDashboard } from '../catalog.js';

/** The location of a dashboard in an embed. */
export interface DashboardPlace {
  id: string;
  /** Whole path of the dashboard's first tab. */
  base: string;
  tab: 'overview' | 'orders';
}

/**
 * Returns the dashboard at a place: a dashboard embed is one, and Creator Mode has them at `/dashboard/{id}`. Returns
 * `null` if there is none.
 */
export function dashboardAt({ surface, publicId, root, page }: EmbedPlace): DashboardPlace | null {
  const inApp = surface === 'app' ? /^\/dashboard\/([^/]+)/.exec(page) : null;
  const id = inApp ? decoded(inApp[1] ?? '') : publicId;
  if (id === null) return null;
  const base = inApp ? root + inApp[0] : root;
  const rest = inApp ? page.slice(inApp[0].length) || '/' : page;
  if (rest !== '/' && rest !== '/orders') return null;
  return { id, base, tab: rest === '/' ? 'overview' : 'orders' };
}

/** Returns the title of the page at a place, for the `view` event. */
export function titleOf(place: EmbedPlace | null, dashboards: readonly TenantDashboard[]): string {
  if (!place) return 'Not found';
  const shown = dashboardAt(place);
  if (shown) return dashboards.find(({ id }) => id === shown.id)?.title ?? 'Not found';
  if (place.surface === 'chat') return 'Analytics chat';
  if (place.page === '/') return 'Dashboards';
  return place.page.startsWith('/workbook') ? 'Workbooks' : 'Workspace';
}

/** Returns the id of the chat at a place if it is not one of these. The root is a new chat, and is no page of its own. */
export function unknownChat(place: EmbedPlace | null, known: object): string | null {
  const id = place?.surface === 'chat' ? decoded(place.page.slice(1)) : '';
  return id === '' || id === 'new' || Object.hasOwn(known, id) ? null : id;
}
