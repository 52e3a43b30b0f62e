import type { CSSResultGroup, PropertyDeclaration, PropertyDeclarations, PropertyValues } from 'lit';
import { ReactiveElement } from 'lit';
import type { CubeActionPayloads, ColorScheme, EmbedTheme } from '../frame/actions.js';
import { actionName } from '../frame/actions.js';
import type { Filters } from '../frame/controls.js';
import { filterAction, filterParameters } from '../frame/controls.js';
import type { FrameAttributes } from '../frame/frames.js';
import { defaults } from '../page/defaults.js';
import type { CubeEmbedError } from '../session/errors.js';
import type { FetchSession, Surface } from '../session/source.js';
import type { EmbedStatus } from '../session/world.js';
import { attributes } from './attributes.js';
import { EmbedController } from './embed-controller.js';
import type { CubeEmbedEventMap } from './event-map.js';
import { errorPanel, loadingPanel } from './panels.js';
import { styles } from './styles.js';

const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

/** Removing the attribute brings the default back. */
const DEFAULTS_BACK: PropertyDeclaration = { useDefault: true };

/** A setting that needs no reload: its query parameter, where it has one, and the action that changes it later. */
export interface LiveSetting {
  parameter: string | undefined;
  value: string;
  type: string;
  payload: object;
}

/**
 * What the three elements have in common: a Cube embed in an iframe, signed in by the host's backend and kept alive.
 *
 * @fires {CustomEvent} cube-embed-ready - The embed is up.
 * @fires {CustomEvent} cube-embed-status-change - `status` is another.
 * @fires {CustomEvent} cube-embed-renewed - A renewal is done.
 * @fires {CustomEvent} cube-embed-session - A call for a session has been answered.
 * @fires {CustomEvent} cube-embed-before-reload - A renewal must replace the frame; cancelable.
 * @fires {CustomEvent} cube-embed-error - Something failed.
 * @fires {CustomEvent} cube-embed-view - The viewer sees a page of the embed.
 * @fires {CustomEvent} cube-embed-navigate - The viewer went to another page of the embed.
 * @fires {CustomEvent} cube-embed-dashboard-loaded - A dashboard's widgets have loaded.
 * @fires {CustomEvent} cube-embed-download - The viewer downloaded data or a picture.
 * @fires {CustomEvent} cube-embed-drilldown - The viewer drilled into a value.
 * @fires {CustomEvent} cube-embed-ai-query - The viewer asked the chat.
 * @fires {CustomEvent} cube-embed-message - Every valid event of the frame.
 * @slot loading - Shown while the embed loads, in place of the built-in panel.
 * @slot error - Shown when the embed has failed, in place of the built-in text and retry button.
 * @csspart frame - The iframe.
 * @csspart loading - The loading panel.
 * @csspart error - The error panel.
 * @csspart retry - The button that tries again.
 * @cssprop [--cube-embed-height=600px] - Height of the element, unless the page sets `height`.
 * @cssstate loading - `status` is `loading`.
 * @cssstate ready - `status` is `ready`.
 * @cssstate error - `status` is `error`.
 * @cssstate renewing - A renewal is under way.
 */
export abstract class CubeEmbedElement extends ReactiveElement {
  static override readonly styles: CSSResultGroup = styles;
  static override readonly properties: PropertyDeclarations = {
    ...attributes([
      'baseUrl',
      'sessionEndpoint',
      'deploymentId',
      'frameTitle',
      'colorScheme',
      'locale',
      'timezone',
    ]),
    ...attributes(['sessionTtl', 'tokenTtl'], Number),
    loading: DEFAULTS_BACK,
    sandbox: DEFAULTS_BACK,
    allow: DEFAULTS_BACK,
    referrerPolicy: { ...DEFAULTS_BACK, attribute: 'referrerpolicy' },
    ...attributes(['credentialless'], Boolean),
    fetchSession: { attribute: false },
    theme: { attribute: false },
    params: { attribute: false },
  };

  /** The tenant, e.g. `https://acme.cubecloud.dev`; `https:` only, `http:` for loopback hosts. Default: from `configure`. */
  declare baseUrl: string | undefined;
  /** The host's endpoint that answers `{ "sessionId": "…" }`. Default: from `configure`. */
  declare sessionEndpoint: string | undefined;
  /** Gets a session; wins over `sessionEndpoint`. Default: from `configure`. */
  declare fetchSession: FetchSession | undefined;
  /** Selects the deployment form of the URL; required by `<cube-embed-app>`. */
  declare deploymentId: string | undefined;
  /** Accessible name of the iframe. Default: "Dashboard", "Analytics Chat", "Cube App". */
  declare frameTitle: string | undefined;
  /** `lazy`: neither session nor frame before the element comes near the viewport. Default: `eager`. */
  declare loading: 'eager' | 'lazy';
  /** `light`, `dark` or `auto`; changes without a reload. Default: from `configure`, else the embed's own. */
  declare colorScheme: ColorScheme | undefined;
  /** A BCP-47 tag; changes without a reload. Default: from `configure`, else the session's. */
  declare locale: string | undefined;
  /** An IANA time zone name; changes without a reload. Default: from `configure`, else the session's. */
  declare timezone: string | undefined;
  /** Cube's embedTheme object; changes without a reload. Default: from `configure`, else the session's. */
  declare theme: EmbedTheme | undefined;
  /** Further query parameters; they never replace the session's or those of the element's own properties. */
  declare params: Readonly<Record<string, string>> | undefined;
  /** The iframe's `sandbox`, from the next frame on. Default: what Cube's embeds need, `docs/security.md` says why. */
  declare sandbox: string;
  /** The iframe's `allow`, from the next frame on. Default: `clipboard-write; fullscreen`. */
  declare allow: string;
  /** The iframe's `referrerpolicy`, from the next frame on. Default: `strict-origin`. */
  declare referrerPolicy: string;
  /**
   * The iframe's `credentialless`, from the next frame on: for a page with a `Cross-Origin-Embedder-Policy`, and a tenant
   * that has none. The frame then has neither the tenant's cookies nor kept storage. Chromium only. Default: `false`.
   */
  declare credentialless: boolean;
  /** Seconds a session can be used after the call that fetched it began. Default: 300, as Cube has it. */
  declare sessionTtl: number;
  /** Seconds a token lives. Default: 86400, as Cube has it. */
  declare tokenTtl: number;

  /** Which of Cube's embeds this is. */
  abstract readonly surface: Surface;
  /** The dashboard's public id; on a dashboard only. */
  declare dashboardId: string | undefined;
  /** Filters by `view.dimension`; on a dashboard only. */
  declare filters: Filters | undefined;

  protected abstract readonly defaultTitle: string;
  readonly #internals = this.attachInternals();
  readonly #embed = new EmbedController(this);
  #panel: HTMLElement | null | undefined;
  #shown = '';

  constructor() {
    super();
    for (const [name, { type }] of (this.constructor as typeof ReactiveElement).elementProperties) {
      if (type === Boolean) Object.assign(this, { [name]: false });
    }
    this.loading = 'eager';
    this.sandbox = SANDBOX;
    this.allow = 'clipboard-write; fullscreen';
    this.referrerPolicy = 'strict-origin';
  }

  /** What the viewer is shown: nothing yet, the loading panel, the embed, or the error panel. */
  get status(): EmbedStatus {
    return this.#embed.machine.status;
  }

  /** Whether a renewal is under way. */
  get renewing(): boolean {
    return this.#embed.machine.renewing;
  }

  /** Why `status` is `error`; `null` when it is not. */
  get error(): CubeEmbedError | null {
    return this.#embed.machine.error;
  }

  /**
   * A new session, in place where the embed can take it, by a new frame where nothing proves that. Rejects with the
   * `CubeEmbedError` when that fails, with an `AbortError` when the element is removed.
   */
  renew(): Promise<void> {
    return this.#embed.renew();
  }

  /** A new session and a new frame, at once. Rejects as `renew` does. */
  reload(): Promise<void> {
    return this.#embed.reload('reload');
  }

  /**
   * Sends Cube an action; before the embed is ready, it waits for that. `type`: with or without `cube:action:`.
   * `set-session` is not the host's to send: it is ignored, and the console says so.
   */
  sendAction<K extends keyof CubeActionPayloads>(
    type: K | `cube:action:${K}`,
    ...payload: Record<string, never> extends CubeActionPayloads[K]
      ? [payload?: object]
      : [CubeActionPayloads[K]]
  ): void;
  sendAction(type: string, payload?: object): void;
  sendAction(type: string, payload: object = {}): void {
    const name = actionName(type);
    if (name === 'set-session')
      console.error(`<${this.localName}> set-session is not for sendAction: call renew().`);
    else this.#embed.act(name, payload);
  }

  /** Sets filters, by `view.dimension`, on the live embed; those not named stay. */
  setFilter(filters: Filters): void {
    for (const [parameter, json] of Object.entries(filterParameters(filters))) {
      this.#embed.act('set-filter', filterAction(parameter, json));
    }
  }

  /** Shows another page of the embed. */
  navigate(path: string): void {
    this.sendAction('navigate', { path });
  }

  /** Makes the embed fetch its data again. */
  refresh(): void {
    this.sendAction('refresh');
  }

  /** Moves the focus into the embed. */
  override focus(options?: FocusOptions): void {
    this.#embed.frames.focus(options);
  }

  /** Its being there keeps the frame alive through `moveBefore()`. */
  connectedMoveCallback(): void {
    // Firefox 153 begins a frame in a shadow root anew all the same.
    if (this.#embed.frames.restarted()) void this.#embed.reload('reload');
  }

  /** @internal Query parameters that only a new frame can change. */
  get fixedQuery(): Record<string, string> {
    return { ...this.params };
  }

  /** @internal */
  get liveSettings(): LiveSetting[] {
    const page = defaults();
    const settings: LiveSetting[] = [];
    const add = (
      parameter: string | undefined,
      value: string | undefined,
      type: string,
      payload: object,
    ): void => {
      if (value) settings.push({ parameter, value, type, payload });
    };
    const scheme = this.colorScheme ?? page.colorScheme;
    const theme = this.theme ?? page.theme;
    const locale = this.locale ?? page.locale;
    const timezone = this.timezone ?? page.timezone;
    add('theme', scheme, 'set-color-scheme', { scheme });
    add('locale', locale, 'set-locale', { locale });
    add('timezone', timezone, 'set-timezone', { timezone });
    if (theme) add(undefined, JSON.stringify(theme), 'set-theme', theme);
    for (const [parameter, json] of Object.entries(filterParameters(this.filters))) {
      add(parameter, json, 'set-filter', filterAction(parameter, json));
    }
    return settings;
  }

  /** @internal */
  get frameAttributes(): FrameAttributes {
    const { sandbox, allow, referrerPolicy, credentialless } = this;
    return { title: this.frameTitle ?? this.defaultTitle, sandbox, allow, referrerPolicy, credentialless };
  }

  /** @internal Returns whether nobody canceled it. */
  emit<K extends keyof CubeEmbedEventMap>(
    name: K,
    detail: CubeEmbedEventMap[K]['detail'],
    cancelable = false,
  ): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable, bubbles: true, composed: true }));
  }

  /** @internal */
  showState(name: string, on: boolean): void {
    // Older engines have no `states`, or take only names that begin with two dashes.
    try {
      this.#internals.states[on ? 'add' : 'delete'](name);
    } catch {
      // The status is still there to be read, and told by its event.
    }
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    const { strings } = defaults();
    const { status, error } = this;
    const shown = JSON.stringify([status, error?.code, strings]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#panel?.remove();
    this.#panel =
      status === 'loading'
        ? loadingPanel(strings)
        : error && errorPanel(error, strings, () => void this.#embed.reload('retry'));
    // Before the frames and so beneath them: what lies above a frame needs a layer of its own.
    if (this.#panel) this.renderRoot.prepend(this.#panel);
  }
}
