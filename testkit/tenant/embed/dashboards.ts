import type { Order } from '../data/orders.js';

/** A dashboard of the emulated tenant: a title, and the part of the orders that it is about. */
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

/** What the app lists. */
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

/** The dashboard of this id; any other id shows the whole shop. */
export function dashboardById(id: string): Dashboard {
  return DASHBOARDS.find((dashboard) => dashboard.id === id) ?? { ...SALES, id };
}

/** What a page of this path is called. */
export function titleOf(path: string): string {
  const [, section = '', id] = path.split('/');
  if (section.startsWith('dashboard') && id) return dashboardById(decodeURIComponent(id)).title;
  return { chat: 'Analytics chat', dashboards: 'Dashboards', workbooks: 'Workbooks' }[section] ?? 'Workspace';
}
