import { decoded } from '../address.js';
import type { EmbedPlace } from '../address.js';
import type { Order } from '../data/orders.js';

/** A dashboard of the emulated tenant: a title, and the orders that it shows. */
export interface Dashboard {
  id: string;
  title: string;
  about: string;
  includes(order: Order): boolean;
}

const SALES: Dashboard = {
  id: 'sales',
  title: 'Sales overview',
  about: 'Revenue and orders of the whole shop',
  includes: () => true,
};

/** The dashboards that the app lists and that dashboards link to. */
export const DASHBOARDS: readonly Dashboard[] = [
  SALES,
  {
    id: 'coffee',
    title: 'Coffee',
    about: 'How our main category does',
    includes: ({ category }) => category === 'Coffee',
  },
  {
    id: 'returns',
    title: 'Returns',
    about: 'What comes back, and from where',
    includes: ({ status }) => status === 'returned',
  },
];

/** The dashboard with this id; any other id shows the whole shop. */
export function dashboardById(id: string): Dashboard {
  return DASHBOARDS.find((dashboard) => dashboard.id === id) ?? { ...SALES, id };
}

/** Where in an embed a dashboard is. */
export interface DashboardPlace {
  id: string;
  /** The whole path of the dashboard's first tab. */
  base: string;
  tab: 'overview' | 'orders';
}

/**
 * The dashboard at a place: a dashboard embed is one, and Creator Mode has them at `/dashboard/{id}`. `null` for a place
 * without one.
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

/** The title of the page at a place, for the `view` event. */
export function titleOf(place: EmbedPlace | null): string {
  if (!place) return 'Not found';
  const dashboard = dashboardAt(place);
  if (dashboard) return dashboardById(dashboard.id).title;
  if (place.surface === 'chat') return 'Analytics chat';
  if (place.page === '/') return 'Dashboards';
  return place.page.startsWith('/workbook') ? 'Workbooks' : 'Workspace';
}
