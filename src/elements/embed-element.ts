import type { PropertyDeclarations, PropertyValues } from '@lit/reactive-element';
import { ReactiveElement } from '@lit/reactive-element';
import type { CubeActionPayloads, ColorScheme, EmbedTheme } from '../frame/actions.js';
import { actionName } from '../frame/actions.js';
import { tell } from '../page/console.js';
import { resolveAddress } from '../shared/read.js';
import { CubeEmbedError } from '../shared/errors.js';
import type { FetchSession, Surface } from '../session/source.js';
import type { EmbedStatus, Renewal } from '../session/world.js';
import type { Emit, EmbedHost } from '../embed/embed.js';
import { createEmbed } from '../embed/create-embed.js';
import { OBJECT_TEXT, refuseApiKey, warnOfContent, watchObjectText } from './markup.js';
import type { Property } from './properties.js';
import { attributeOf, COMMON, declareProperties, readProperties, withLowerCaseNames } from './properties.js';
import { PanelView } from './panel.js';
import { noteConnection } from './parking.js';
import { showStates } from './states.js';
import type { EmbedRecord } from '../embed/settings.js';
import { adoptStyles } from '../embed/styles.js';

/**
 * What the three elements have in common: a Cube embed in an iframe, signed in by the host's backend and kept signed in.
 *
 * @fires {CustomEvent} cube-embed-ready - The embed is ready.
 * @fires {CustomEvent} cube-embed-status-change - `status` changed.
 * @fires {CustomEvent} cube-embed-renewed - A renewal is complete.
 * @fires {CustomEvent} cube-embed-session - A call for a session succeeded or failed.
 * @fires {CustomEvent} cube-embed-before-reload - A renewal is about to replace the frame; cancelable.
 * @fires {CustomEvent} cube-embed-error - Something failed.
 * @fires {CustomEvent} cube-embed-view - The viewer sees a page of the embed.
 * @fires {CustomEvent} cube-embed-navigate - The viewer went to another page of the embed.
 * @fires {CustomEvent} cube-embed-dashboard-loaded - A dashboard's widgets have loaded.
 * @fires {CustomEvent} cube-embed-download - The viewer downloaded data or a picture.
 * @fires {CustomEvent} cube-embed-drilldown - The viewer drilled into a value.
 * @fires {CustomEvent} cube-embed-ai-query - The viewer asked the chat.
 * @fires {CustomEvent} cube-embed-message - The embed sent an event, of any type.
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
  static override readonly properties: PropertyDeclarations = this.accessors(COMMON);

  /** The tenant, e.g. `https://acme.cubecloud.dev`; `https:` only, `http:` for loopback hosts. Default: from `configure`. */
  declare baseUrl: string | undefined;
  /** The host's endpoint that answers `{ "sessionId": "…" }`. Default: from `configure`. */
  declare sessionEndpoint: string | undefined;
  /** Gets a session; takes precedence over `sessionEndpoint`. Default: from `configure`. */
  declare fetchSession: FetchSession | undefined;
  /** The Cube deployment of the embed, which its URL then names (`/embed/d/12/…`); required by `<cube-embed-app>`. */
  declare deploymentId: string | number | undefined;
  /**
   * How a renewal is first tried. `auto`: in place once an embed of that tenant has shown on this page that it understands
   * `set-session`, otherwise by a new frame. `in-place`: at once in place. `reload`: always by a new frame. Default: from
   * `configure`, else `auto`.
   */
  declare renewal: Renewal | undefined;
  /** Accessible name of the iframe. Default: "Dashboard", "Analytics Chat", "Cube App". */
  declare frameTitle: string | undefined;
  /** `lazy`: loads when the element comes near the viewport; no session and no frame before. Default: `eager`. */
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
  /** The iframe's `sandbox`, from the next frame on. Default: what Cube's embeds need; see `docs/security.md`. */
  declare sandbox: string;
  /** The iframe's `allow`, from the next frame on; an empty text is not set. Default: `clipboard-write; fullscreen`. */
  declare allow: string;
  /** The iframe's `referrerpolicy`, from the next frame on. Default: `strict-origin`. */
  declare referrerPolicy: string;
  /**
   * The iframe's `credentialless`, from the next frame on: for a page with a `Cross-Origin-Embedder-Policy`, and a tenant
   * that has none. The frame then has neither the tenant's cookies nor kept storage. Chromium only. Default: `false`.
   */
  declare credentialless: boolean;
  /**
   * Takes over a kept embed with the same settings when the element begins, and leaves its own behind at `park()`: a viewer who
   * comes back finds it as it was, at once. Where the browser has no `moveBefore()`, the element loads as always. Default:
   * `false`.
   */
  declare keep: boolean;
  /** Seconds a session can be used after the call that fetched it began. Default: 300, as Cube has it. */
  declare sessionTtl: number;
  /** Seconds a token lives. Default: 86400, as Cube has it. */
  declare tokenTtl: number;

  /** Which of Cube's embeds this is. */
  abstract readonly surface: Surface;
  /** The value of each property, after its `read` function. */
  readonly #written = readProperties({});
  // happy-dom lacks it, Node lacks HTMLElement, and older engines have a part of it only.
  readonly #internals: Partial<ElementInternals> = 'attachInternals' in this ? this.attachInternals() : {};
  readonly #emit: Emit = (name, detail, cancelable = false) =>
    this.dispatchEvent(new CustomEvent(name, { detail, cancelable, bubbles: true, composed: true }));
  readonly #host: EmbedHost = {
    isSeen: true,
    element: this,
    root: () => this.renderRoot as ShadowRoot,
    emit: this.#emit,
    properties: () => this.#properties(),
    requestUpdate: () => {
      this.requestUpdate();
    },
    pendingUpdate: () => (this.isUpdatePending ? this.updateComplete : undefined),
    changed: () => {
      this.#changed();
    },
    hold: (embed) => {
      this.#embed = embed;
    },
  };
  #embed = createEmbed(this.#host);
  #status: EmbedStatus = 'idle';
  readonly #panel = new PanelView();

  /** Gives the properties their accessors, which return legal values only. */
  protected static accessors(properties: Record<string, Property>): PropertyDeclarations {
    for (const [name, { read, fallback }] of Object.entries(properties)) {
      Object.defineProperty(this.prototype, name, {
        get(this: CubeEmbedElement) {
          if (name === 'path') return this.#embed.path;
          const value = this.#written[name];
          return value instanceof CubeEmbedError ? undefined : value;
        },
        set(this: CubeEmbedElement, written: unknown) {
          const before = (this as unknown as Record<string, unknown>)[name];
          // The path is the viewer's, and so the embed's to keep and to forget.
          if (name === 'path') this.#embed.path = read(written) as string | undefined;
          else this.#written[name] = read(written) ?? fallback;
          // The address of the page may have changed by the time of the call.
          if (name === 'sessionEndpoint')
            this.#written['endpoint'] = resolveAddress(this.sessionEndpoint, this.baseURI);
          this.requestUpdate(name, before);
        },
        configurable: true,
        enumerable: true,
      });
    }
    return declareProperties(properties);
  }

  /** What the viewer is shown: nothing yet, the loading panel, the embed, or the error panel. */
  get status(): EmbedStatus {
    return this.#embed.status;
  }

  /** Whether a renewal is under way. */
  get renewing(): boolean {
    return this.#embed.renewing;
  }

  /** Why `status` is `error`; `null` when it is not. */
  get error(): CubeEmbedError | null {
    return this.#embed.error;
  }

  /**
   * Renews the session: in place when the embed is known to support that, otherwise with a new frame. Rejects with the
   * `CubeEmbedError` when that fails, and with an `AbortError` when the element is removed.
   */
  renew(): Promise<void> {
    return this.#embed.renew();
  }

  /**
   * Keeps the embed for the next element with `keep` and the same settings; call it right before the element is removed. If it
   * is not removed, it takes the embed back in the next task. Returns whether there was something to keep: not without `keep`,
   * before the embed is ready, or where the browser has no `moveBefore()`.
   */
  park(): boolean {
    return this.keep && this.#embed.park();
  }

  /** Fetches a new session and loads a new frame, at once. Rejects as `renew` does. */
  reload(): Promise<void> {
    return this.#embed.reload('reload');
  }

  /**
   * Sends an action to the embed, or queues it until the embed is ready. `type`: with or without `cube:action:`.
   * `set-session` is ignored with a console error: call `renew()` instead.
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
    if (name === 'set-session') tell('error', this, 'set-session is not for sendAction: call renew().');
    else this.#embed.act(name, payload);
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
    this.#embed.focus(options);
  }

  /** Defining this callback preserves the iframe across `moveBefore()`. */
  connectedMoveCallback(): void {
    // Firefox 153 reloads an iframe in a shadow root all the same.
    this.#embed.moved();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adoptStyles(this.renderRoot as ShadowRoot);
    noteConnection(this, true);
    this.#embed.attach(this.#host);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    noteConnection(this, false);
    this.#embed.detach();
  }

  static override get observedAttributes(): string[] {
    return withLowerCaseNames(super.observedAttributes);
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    const attribute = attributeOf(name);
    // Some renderers write this for an object, and set the property afterwards.
    if (value === OBJECT_TEXT) watchObjectText(this, attribute);
    else if (attribute === name || !this.hasAttribute(attribute))
      super.attributeChangedCallback(attribute, before, value);
  }

  /** Only the internals know a closed declarative shadow root. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return this.#internals.shadowRoot ?? super.createRenderRoot();
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    this.#showPanel();
    warnOfContent(this);
  }

  /** Acts on the changes after the update, not during it: acting changes the element again. */
  protected override scheduleUpdate(): void {
    void super.scheduleUpdate();
    this.#embed.update();
  }

  /** @throws CubeEmbedError `invalid-config`. */
  #properties(): EmbedRecord {
    refuseApiKey(this);
    return { ...this.#written, surface: this.surface } as EmbedRecord;
  }

  #changed(): void {
    const previous = this.#status;
    const { status } = this;
    this.#status = status;
    showStates(this.#internals, this);
    this.#showPanel();
    // Tells Lit's controllers, such as the hooks', of a renewal's beginning, which has no event.
    this.requestUpdate();
    if (status !== previous) this.#emit('cube-embed-status-change', { status, previous });
  }

  #showPanel(): void {
    this.#panel.update(this, this.renderRoot, () => void this.#embed.reload('retry'));
  }
}
