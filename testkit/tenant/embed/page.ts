import { readEmbedPath } from '../address.js';
import type { EmbedAddress, EmbedPlace } from '../address.js';
import type { Order } from '../data/orders.js';
import type { PageConfig } from '../page-shell.js';
import { runAction } from './actions.js';
import { CredentialError } from './credential.js';
import type { Credential } from './credential.js';
import { openHostLine } from './host-line.js';
import type { HostLine } from './host-line.js';
import { usableLocale, usableTimezone } from './locale.js';
import { dashboardAt, titleOf } from './dashboards.js';
import { createRouter } from './router.js';
import type { Router } from './router.js';
import { createSessionLife } from './session-life.js';
import type { SessionLife } from './session-life.js';
import { firstState } from './state.js';
import type { Drilldown, PageState } from './state.js';
import { createStore } from './store.js';
import type { Store } from './store.js';
import { openTenantLine } from './tenant-line.js';
import type { TenantLine } from './tenant-line.js';

/** An embed page: its state, its connections to the tenant and the host, and its operations. */
export class EmbedPage {
  readonly address: EmbedAddress;
  readonly config: PageConfig;
  readonly query: URLSearchParams;
  readonly store: Store<PageState>;
  readonly session: SessionLife;
  readonly #tenant: TenantLine;
  readonly #host: HostLine;
  readonly #router: Router;
  #mounted = false;

  constructor(address: EmbedAddress, config: PageConfig, url: URL) {
    this.address = address;
    this.config = config;
    this.query = url.searchParams;
    this.store = createStore(firstState(address, url.searchParams));
    this.#tenant = openTenantLine(
      `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}/embed/socket?ticket=${config.ticket}`,
      config.now,
      { kind: 'hello', surface: address.surface, url: url.pathname + url.search },
      {
        onTime: () => this.session.check(),
        onEmit: ({ type, payload, raw }) =>
          this.#host.postRaw(raw ? payload : this.#host.wrap(type, payload)),
      },
    );
    this.#host = openHostLine(
      { protocol: config.protocol, surface: address.surface },
      this.#tenant,
      (name, payload) => {
        // Before the page is mounted, only a new session has an effect.
        if (name === 'set-session' || this.#mounted) runAction(this, name, payload);
      },
    );
    this.#router = createRouter(config.router, this.store.state.path, (path) => void this.#show(path));
    this.session = createSessionLife(config, () => this.#tenant.now(), {
      onCredential: (credential, how) => this.#onCredential(credential, how),
      onExpiring: () => this.#host.post('session-expiring'),
      onExpired: (refused) => this.#onExpired(refused),
      onFailed: (message, how) => this.fail(message, how === 'begun'),
    });
  }

  start(): void {
    void this.session.begin(this.address.sessionId);
  }

  /** Whether a URL parameter that grants something is exactly `true`. */
  grants(parameter: string): boolean {
    return this.query.get(parameter) === 'true';
  }

  /** Whether a URL parameter that hides something is exactly `false`. */
  hides(parameter: string): boolean {
    return this.query.get(parameter) === 'false';
  }

  post(name: string, payload?: object): void {
    this.#host.post(name, payload);
  }

  /** The current place in the embed, or `null` if the path leads out of it. */
  get place(): EmbedPlace | null {
    const place = readEmbedPath(this.store.state.path);
    return place?.surface === this.address.surface ? place : null;
  }

  /** Navigates to a whole path of the tenant. Ignores other origins. */
  navigate(path: string): void {
    this.#router.go(path);
  }

  async refresh(): Promise<void> {
    if (await this.#load()) this.store.update({ refreshes: this.store.state.refreshes + 1 });
  }

  drill(drilldown: Drilldown): void {
    const { member, value, widgetId } = drilldown;
    this.store.update({ drilldown });
    this.post('drilldown', { member, value, widgetId });
  }

  /** Posts an error event. A fatal error replaces the whole page. */
  fail(message: string, fatal: boolean): void {
    if (fatal) this.store.update({ phase: 'failed', failure: message });
    else this.notify(message);
    this.post('error', { message, name: 'Error', fatal });
  }

  notify(notice: string): void {
    this.store.update({ notice });
  }

  async #show(path: string): Promise<void> {
    const [previous, previousPath] = [this.place, this.store.state.path];
    if (path === previousPath) return;
    this.store.update({ path, drilldown: null });
    this.post('navigate', { path, previousPath });
    const elsewhere = this.place !== null && this.place.root !== previous?.root;
    if (elsewhere && !(await this.#load())) return;
    if (this.store.state.path === path) this.#tellView();
  }

  async #onCredential({ claims }: Credential, how: 'begun' | 'renewed'): Promise<void> {
    if (this.#mounted) {
      if (this.store.state.phase === 'expired') this.store.update({ phase: 'ready' });
      this.store.update({ claims });
      this.#tenant.report({ kind: 'renewed' });
      if (how === 'renewed' && this.config.acknowledgeSetSession) this.#tellReady();
      return;
    }
    const { locale, timezone, theme } = this.store.state;
    this.store.update({
      claims,
      theme: { ...claims.embedTheme, ...theme },
      locale: usableLocale(this.query.get('locale'), usableLocale(claims.settings.locale, locale)),
      timezone: usableTimezone(
        this.query.get('timezone'),
        usableTimezone(claims.settings.timezone, timezone),
      ),
    });
    const startedAt = performance.now();
    // Wait for the connection: tests can control the page as soon as it is `ready`.
    const [loaded] = await Promise.all([this.#load(), this.#tenant.connected]);
    if (!loaded) return;
    this.store.update({ phase: 'ready' });
    this.#mounted = true;
    this.#tellReady();
    this.#tellView(Math.round(performance.now() - startedAt));
  }

  #onExpired(refused: boolean): void {
    this.store.update({ phase: 'expired' });
    this.post('session-expired');
    // The `events` protocol has no event for an expired session, only a fatal error.
    if (refused && this.config.protocol === 'events') {
      this.post('error', { message: 'Session expired', name: 'SessionError', fatal: true });
    }
  }

  /** Loads the data. Returns whether that succeeded. */
  async #load(): Promise<boolean> {
    const { deploymentId, publicId } = this.place ?? this.address;
    const query = new URLSearchParams();
    if (deploymentId !== null) query.set('deployment', String(deploymentId));
    if (publicId !== null) query.set('dashboard', publicId);
    try {
      const response = await this.session.call(`/api/v1/embed/data?${query}`);
      const { orders } = (await response.json()) as { orders: Order[] };
      this.store.update({ orders, refreshedAt: this.#tenant.now() });
      return true;
    } catch (error) {
      const expired = error instanceof CredentialError && error.refused;
      if (!expired) this.fail((error as Error).message, !this.#mounted);
      return false;
    }
  }

  #tellReady(): void {
    const { claims } = this.store.state;
    this.post('ready', {
      embedTenant: claims?.embedTenant ?? null,
      deploymentId: claims?.deploymentId ?? null,
      mode: 'signed',
      surface: this.address.surface,
      ...idOf(this.address),
    });
  }

  #tellView(loadDurationMs = 0): void {
    const { place } = this;
    const { path } = this.store.state;
    this.post('view', { surface: this.address.surface, path, title: titleOf(place), ...idOf(place) });
    if (place && dashboardAt(place))
      this.post('dashboard-loaded', { ...idOf(place), widgetCount: 8, loadDurationMs });
  }
}

function idOf(place: EmbedPlace | null): { publicId?: string } {
  return place?.publicId ? { publicId: place.publicId } : {};
}
