import { HttpError } from './http.js';
import type { EmbedClaims } from './tokens.js';

/** A value of a filter: in the short form, the operator is `equals`. */
export type ControlDefault =
  string | number | boolean | (string | number | boolean)[] | { type?: string; value?: unknown };

/** A filter control of a dashboard. */
export interface FilterControl {
  /** The author's default, used without a value in the URL. Defaults to no filter. */
  default?: ControlDefault;
  /** Name of the user attribute whose value, if the session has one, replaces `default`. */
  userAttribute?: string;
  /**
   * `hidden`: not shown, but its value applies. `disabled`: shown, but the viewer cannot change it. Defaults to `visible`.
   */
  visibility?: 'visible' | 'hidden' | 'disabled';
}

/** The switcher of a time dimension's granularity. */
export interface GranularityControl {
  /** The granularities to choose from, in lower case; others are ignored. */
  allowed: string[];
  /** Defaults to the first of `allowed`. */
  default?: string;
}

/** A switcher that shows another member in place of one. */
export interface FieldSwitch {
  /** The members to choose from, besides the replaced one; others are ignored. */
  alternatives: string[];
  /** Defaults to the replaced member. */
  default?: string;
}

/** The controls of a dashboard by member, e.g. `orders.status`. A member without a control cannot be set. */
export interface DashboardControls {
  /** Filters (`f_…` and `set-filter`). Defaults to none. */
  filters?: Record<string, FilterControl>;
  /** Granularities (`tg_…`). Defaults to none. */
  timeGranularities?: Record<string, GranularityControl>;
  /** Field switches (`ms_…`). Defaults to none. */
  fieldSwitches?: Record<string, FieldSwitch>;
}

/** A dashboard of the tenant. */
export interface DashboardOptions {
  /** Whether the dashboard allows signed embedding. If not, it answers 403. Defaults to `true`. */
  embedding?: boolean;
  /** Whether the dashboard is published. If not, it answers 404. Defaults to `true`. */
  published?: boolean;
  /** The embed tenants that the dashboard is shared with; for others it answers 404. Defaults to all. */
  tenants?: string[];
  /** Its title. Defaults to the public id. */
  title?: string;
  /** Its controls. Defaults to a filter for each dimension of the data, its granularities, and two field switches. */
  controls?: DashboardControls;
}

/** A dashboard with its defaults filled in. */
export interface TenantDashboard {
  /** Its public id. */
  id: string;
  title: string;
  embedding: boolean;
  published: boolean;
  /** The embed tenants that it is shared with; `null` for all. */
  tenants: string[] | null;
  /** `null` accepts every parameter (option `any`). */
  controls: Required<DashboardControls> | null;
}

const DEFAULT_CONTROLS: Required<DashboardControls> = {
  filters: {
    'orders.city': {},
    'orders.category': {},
    'orders.status': {},
    'orders.created_at': {},
  },
  timeGranularities: {
    'orders.created_at': { allowed: ['day', 'week', 'month', 'quarter', 'year'], default: 'month' },
  },
  fieldSwitches: {
    'orders.revenue': { alternatives: ['orders.count', 'orders.average_order', 'orders.return_rate'] },
    'orders.city': { alternatives: ['orders.category', 'orders.status'] },
  },
};

const DEFAULT_DASHBOARDS: Record<string, DashboardOptions> = {
  sales: { title: 'Sales overview' },
  orders: { title: 'Orders' },
};

/** The dashboards of an account, and who may see them. */
export class Catalog {
  readonly #dashboards: Map<string, TenantDashboard>;
  readonly #any: boolean;

  /** `any`: every other id is a dashboard too, and dashboards without `controls` accept every parameter. */
  constructor(given: string[] | Record<string, boolean | DashboardOptions> | undefined, any: boolean) {
    this.#any = any;
    const named = Array.isArray(given) ? Object.fromEntries(given.map((id) => [id, true])) : given;
    const all = Object.entries(named ?? DEFAULT_DASHBOARDS);
    this.#dashboards = new Map(all.map(([id, options]) => [id, completed(id, options, any)]));
  }

  get all(): TenantDashboard[] {
    return [...this.#dashboards.values()];
  }

  find(id: string): TenantDashboard | undefined {
    return this.#dashboards.get(id) ?? (this.#any ? completed(id, true, true) : undefined);
  }

  /** Returns a dashboard that the viewer may open. Throws 404 for one that they cannot see, 403 for one without embedding. */
  open(id: string, claims: EmbedClaims): TenantDashboard {
    const dashboard = this.find(id);
    if (!dashboard || !isVisible(dashboard, claims))
      throw new HttpError(404, 'The dashboard does not exist.');
    // Creator Mode is exempt: the switch is about published embeds.
    if (dashboard.embedding || claims.creatorMode) return dashboard;
    throw new HttpError(403, 'Embedding is not allowed for this dashboard.', {
      code: 'EMBEDDING_NOT_ALLOWED',
    });
  }

  /** Lists the dashboards that {@link open} returns for the viewer. */
  openTo(claims: EmbedClaims): TenantDashboard[] {
    return this.all.filter(
      (dashboard) => isVisible(dashboard, claims) && (dashboard.embedding || claims.creatorMode),
    );
  }
}

function isVisible({ published, tenants }: TenantDashboard, { embedTenant }: EmbedClaims): boolean {
  // A session of an internal user has no embed tenant: the user's own rights decide.
  return published && (!tenants || embedTenant === null || tenants.includes(embedTenant));
}

function completed(id: string, given: boolean | DashboardOptions, any: boolean): TenantDashboard {
  const options = typeof given === 'boolean' ? { embedding: given } : given;
  const { embedding = true, published = true, tenants = null, controls } = options;
  const title = options.title ?? DEFAULT_DASHBOARDS[id]?.title ?? (any ? 'Sales overview' : id);
  const { filters = {}, timeGranularities = {}, fieldSwitches = {} } = controls ?? DEFAULT_CONTROLS;
  return {
    id,
    title,
    embedding,
    published,
    tenants,
    controls: any && !controls ? null : { filters, timeGranularities, fieldSwitches },
  };
}
