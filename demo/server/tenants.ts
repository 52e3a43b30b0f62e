import { randomBytes } from 'node:crypto';
import { createCubeTenant, createTenantClock } from '../../testkit/tenant/index.js';
import type {
  CubeTenant,
  DashboardOptions,
  ProtocolGeneration,
  TenantClock,
} from '../../testkit/tenant/index.js';
import { loadCubePage } from './cube-page.js';
import type { RealTenant } from './settings.js';

/** The generations, newest first. */
export const GENERATIONS: readonly ProtocolGeneration[] = ['renewal', 'events', 'none'];

const FILTERS = { 'orders.city': {}, 'orders.category': {}, 'orders.status': {} };

/** A hidden filter makes a dashboard about a part of the data. */
const DASHBOARDS: Record<string, DashboardOptions> = {
  sales: { title: 'Sales overview' },
  coffee: {
    title: 'Coffee',
    controls: { filters: { ...FILTERS, 'orders.category': { default: 'Coffee', visibility: 'hidden' } } },
  },
  returns: {
    title: 'Returns',
    controls: { filters: { ...FILTERS, 'orders.status': { default: 'returned', visibility: 'hidden' } } },
  },
};

/** Emulated tenants of every generation with one clock. To a page, an old tenant is another tenant at another URL. */
export interface Tenants {
  readonly clock: TenantClock;
  /** The generation that the host application uses now. */
  generation: ProtocolGeneration;
  readonly current: CubeTenant;
  accountOf(generation: ProtocolGeneration): RealTenant;
  stop(): Promise<void>;
}

export async function startTenants(): Promise<Tenants> {
  const clock = createTenantClock();
  const page = await loadCubePage();
  const apiKey = randomBytes(16).toString('hex');
  const started = new Map<ProtocolGeneration, CubeTenant>();
  for (const protocol of GENERATIONS) {
    const tenant = createCubeTenant({ apiKey, clock, protocol, page, dashboards: DASHBOARDS });
    await tenant.start();
    started.set(protocol, tenant);
  }
  const tenants: Tenants = {
    clock,
    generation: 'renewal',
    get current() {
      return started.get(tenants.generation)!;
    },
    accountOf: (generation) => ({
      tenantUrl: started.get(generation)!.url,
      apiKey,
      deploymentId: 1,
      dashboardId: 'sales',
    }),
    async stop() {
      await Promise.all([...started.values()].map((tenant) => tenant.stop()));
    },
  };
  return tenants;
}
