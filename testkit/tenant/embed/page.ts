import { readEmbedPath } from '../address.js';
import type { EmbedAddress, EmbedPlace } from '../address.js';
import type { TenantDashboard } from '../catalog.js';
import type { PageConfig } from '../page-shell.js';
import { runAction } from './actions.js';
import { effectiveFilters, readParameters, splitControls, withParameter } from './controls.js';
import type { ControlValues, IgnoredParameter } from './controls.js';
import { CredentialError } from './credential.js';
import type { Credential } from './credential.js';
import { openHostLine } from './host-line.js';
import type { HostLine } from './host-line.js';
import { usableLocale, usableTimezone } from './locale.js';
import { dashboardAt, titleOf, unknownChat } from './places.js';
import { writeControls } from './own-address.js';
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

  /** Whether a viewer may download data: the URL grants it by exactly `true`, and the account allows it. */
  get allowsExport(): boolean {
    return this.config.dataDownloads && this.query.get('allowExport') === 'true';
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

  /** The dashboard at the current place, or `null`. */
  get dashboard(): TenantDashboard | null {
    const shown = this.place && dashboardAt(this.place);
    return this.store.state.dashboards.find(({ id }) => id === shown?.id) ?? null;
  }

  /** Sets controls of the dashboard by their parameters, and logs those that are ignored. */
  setControls(parameters: URLSearchParams): void {
    const { dashboard } = this;
    if (!dashboard) {
      for (const parameter of parameters.keys()) this.#ignore({ parameter, reason: 'no dashboard is open' });
      return;
    }
    const { ignored, ...values } = readParameters(dashboard.controls, parameters, this.store.state.controls);
    for (const parameter of ignored) this.#ignore(parameter);
    this.#changeControls(values);
  }

  /** Sets one control to the viewer's pick, or clears it. */
  pick(parameter: string, value: string | null): void {
    this.#changeControls(withParameter(this.store.state.controls, parameter, value));
  }

  setTimezone(timezone: unknown, source: string): void {
    const { userTimezones } = this.config;
    const usable = userTimezones ? usableTimezone(timezone, '') : '';
    const reason = userTimezones
      ? 'the time zone is not an IANA name that the browser knows'
      : 'user time zones are switched off for the account';
    if (usable) this.store.update({ timezone: usable });
    else this.#ignore({ parameter: source, reason });
  }

  /** Begins a chat and opens it. */
  newChat(): void {
    const { chats } = this.store.state;
    const id = `chat-${Object.keys(chats).length + 1}`;
    this.store.update({ chats: { ...chats, [id]: [] } });
    this.navigate(`${this.address.root}/${id}`);
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

  async #show(asked: string): Promise<void> {
    const { path, parameters } = splitControls(asked);
    const [previous, previousPath, previousId] = [this.place, this.#eventPath(), this.dashboard?.id];
    if (path === this.store.state.path) {
      if (parameters.size > 0) this.setControls(parameters);
      return;
    }
    this.store.update({ path, drilldown: null });
    if (this.dashboard?.id !== previousId) this.#openControls(parameters);
    else if (parameters.size > 0) this.setControls(parameters);
    this.post('navigate', { path: this.#eventPath(), previousPath });
    const elsewhere = this.place !== null && this.place.root !== previous?.root;
    if (elsewhere || unknownChat(this.place, this.store.state.chats) !== null) {
      if (!(await this.#load())) return;
      if (this.store.state.path === path && elsewhere) this.#openControls(parameters);
    }
    if (this.store.state.path === path) this.#tellView();
  }

  /** Opens the controls of the dashboard with a URL's query: all others have their defaults. */
  #openControls(query: URLSearchParams): void {
    this.store.update({ controls: { parameters: {}, cleared: [] }, filters: [] });
    const { dashboard } = this;
    if (!dashboard) return;
    const { ignored, ...controls } = readParameters(dashboard.controls, query);
    this.store.update({ controls, filters: this.#filtersOf(controls) });
    for (const parameter of ignored) this.#ignore(parameter);
  }

  #changeControls(controls: ControlValues): void {
    const previousPath = this.#eventPath();
    this.store.update({ controls, filters: this.#filtersOf(controls) });
    writeControls(controls.parameters);
    const path = this.#eventPath();
    if (path !== previousPath) this.post('navigate', { path, previousPath });
  }

  #filtersOf(controls: ControlValues): PageState['filters'] {
    const attributes = this.store.state.claims?.userAttributes ?? [];
    return effectiveFilters(this.dashboard?.controls ?? null, controls, attributes);
  }

  /** The path for events: whether Cube's carry the values of controls is not known. */
  #eventPath(): string {
    const { path, controls } = this.store.state;
    const query = new URLSearchParams(controls.parameters).toString();
    return this.config.controlsInPaths && query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path;
  }

  #ignore(parameter: IgnoredParameter): void {
    this.#tenant.report({ kind: 'ignored', ...parameter });
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
      timezone: this.config.userTimezones ? usableTimezone(claims.settings.timezone, timezone) : timezone,
    });
    const startedAt = performance.now();
    // Wait for the connection: tests can control the page as soon as it is `ready`.
    const [loaded] = await Promise.all([this.#load(), this.#tenant.connected]);
    if (!loaded) return;
    if (this.query.has('timezone')) this.setTimezone(this.query.get('timezone'), 'timezone');
    this.#openControls(this.query);
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
    const chat = unknownChat(this.place, this.store.state.chats);
    if (chat !== null) query.set('chat', chat);
    query.set('surface', this.address.surface);
    try {
      const response = await this.session.call(`/api/v1/embed/data?${query}`);
      const { orders, dashboards, chats } = (await response.json()) as Pick<
        PageState,
        'orders' | 'dashboards' | 'chats'
      >;
      this.store.update({
        orders,
        dashboards,
        chats: { ...chats, ...this.store.state.chats },
        refreshedAt: this.#tenant.now(),
      });
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
    const title = titleOf(place, this.store.state.dashboards);
    this.post('view', { surface: this.address.surface, path: this.#eventPath(), title, ...idOf(place) });
    if (this.dashboard) this.post('dashboard-loaded', { ...idOf(place), widgetCount: 8, loadDurationMs });
  }
}

function idOf(place: EmbedPlace | null): { publicId?: string } {
  return place?.publicId ? { publicId: place.publicId } : {};
}
