import { decoded } from '../address.js';
import type { EmbedPlace } from '../address.js';
import type { Order } from '../data/orders.js';

/** A dashboard of the emulated tenant. */
export interface Dashboard {
  id: string;
  title: string;
  about: string;
  /** Whether the dashboard shows this order. */
  includes(order: Order): boolean;
}

const SALES: Dashboard = {
  id: 'sales',
  title: 'Sales overview',
  about: 'Revenue and orders of the whole shop',
  includes: () => true,
};

/** The dashboards that the app lists, and that dashboards link to. */
export const DASHBOARDS: readonly Dashboard[] = [
  SALES,
  {
    id: 'coffee',
    title: 'Coffee',
    about: 'How our main category performs',
    includes: ({ category }) => category === 'Coffee',
  },
  {
    id: 'returns',
    title: 'Returns',
    about: 'Which orders are returned, and from where',
    includes: ({ status }) => status === 'returned',
  },
];

/** Returns the dashboard with this id; an unknown id shows all orders. */
export function dashboardById(id: string): Dashboard {
  return DASHBOARDS.find((dashboard) => dashboard.id === id) ?? { ...SALES, id };
}

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
export function titleOf(place: EmbedPlace | null): string {
  if (!place) return 'Not found';
  const dashboard = dashboardAt(place);
  if (dashboard) return dashboardById(dashboard.id).title;
  if (place.surface === 'chat') return 'Analytics chat';
  if (place.page === '/') return 'Dashboards';
  return place.page.startsWith('/workbook') ? 'Workbooks' : 'Workspace';
}
