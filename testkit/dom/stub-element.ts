import type {
  CubeEmbedError,
  CubeEmbedErrorCode,
  CubeEmbedEventMap,
  EmbedStatus,
  Filters,
  Surface,
} from 'cube-embed/elements';
import { PROPERTIES, attributeOf, parse } from './properties.js';

/** An action that the page sent to the embed. */
export interface SentAction {
  /** Name of the action, without `cube:action:`. */
  type: string;
  /** The payload passed to `sendAction`, `{}` by default; for `setFilter`, the filters. */
  payload: object;
}

/** An error to report: a `CubeEmbedError`, or the fields that matter to the test. */
export type StubError = CubeEmbedError | StubErrorFields;

/** Fields of a `CubeEmbedError`. `message` defaults to `code`, `retryable` to `false`. */
export interface StubErrorFields {
  code: CubeEmbedErrorCode;
  message?: string;
  retryable?: boolean;
}

/** What a test can read from a stubbed element, and make it do. */
export interface EmbedStub {
  /** Actions sent so far, oldest first, including those before `ready`. */
  readonly actions: readonly SentAction[];
  /** Calls of `renew()` and `reload()` so far, oldest first. Both resolve at once. */
  readonly calls: readonly ('renew' | 'reload')[];
  /**
   * Sets `status` to `ready` and fires `cube-embed-status-change` and `cube-embed-ready`.
   * @param detail - fields of the event's detail. Defaults to `confirmed: true`, `mode: 'signed'`, the element's `surface`
   * and dashboard id, and `null` for the rest.
   */
  ready(detail?: Partial<CubeEmbedEventMap['cube-embed-ready']['detail']>): void;
  /** Sets `status` to `error`, sets `error`, and fires `cube-embed-status-change` and `cube-embed-error` (`fatal: true`). */
  fail(error: StubError): void;
  /**
   * Fires one of the elements' events. Returns `false` if a listener canceled it, which only `cube-embed-before-reload`
   * allows.
   */
  fire<K extends keyof CubeEmbedEventMap>(name: K, detail: CubeEmbedEventMap[K]['detail']): boolean;
}

function errorOf({ code, message = code, retryable = false }: StubErrorFields): CubeEmbedError {
  const fields = { name: 'CubeEmbedError', code, retryable, retryAfter: 0 };
  // Importing the package's class would load its modules into every test.
  const error: unknown = Object.assign(new Error(message), fields);
  return error as CubeEmbedError;
}

/** Node has no `HTMLElement`, and nothing to register. */
const Base =
  (globalThis.HTMLElement as typeof HTMLElement | undefined) ?? (Object as unknown as typeof HTMLElement);

/** Has the properties, attributes, methods and slots of the real elements, but creates no iframe and sends no request. */
export class StubElement extends Base implements EmbedStub {
  /** Creates the class of one surface. Properties are accessors on the prototype, where frameworks look for them. */
  static of(surface: Surface): CustomElementConstructor {
    const names = Object.keys(PROPERTIES[surface]);
    class Stub extends StubElement {
      // React writes lower-cased property names for an element that is not defined yet.
      static readonly observedAttributes = names.flatMap((name) => [attributeOf(name), name.toLowerCase()]);
    }
    Object.defineProperty(Stub.prototype, 'surface', { value: surface });
    for (const name of names) {
      Object.defineProperty(Stub.prototype, name, {
        get(this: Stub) {
          return this.#values.get(name);
        },
        set(this: Stub, value: unknown) {
          this.#values.set(name, value);
        },
      });
    }
    return Stub;
  }

  declare readonly surface: Surface;
  readonly #values = new Map<string, unknown>();
  readonly actions: SentAction[] = [];
  readonly calls: ('renew' | 'reload')[] = [];
  readonly renewing = false;
  status: EmbedStatus = 'idle';
  error: CubeEmbedError | null = null;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
    for (const [name, { initial }] of Object.entries(PROPERTIES[this.surface])) {
      // A value set before the element was registered would shadow the accessor.
      const early = Object.getOwnPropertyDescriptor(this, name);
      if (early) Reflect.deleteProperty(this, name);
      Reflect.set(this, name, early ? early.value : initial);
    }
  }

  connectedCallback(): void {
    this.#become('loading');
  }

  disconnectedCallback(): void {
    this.#become('idle');
  }

  attributeChangedCallback(attribute: string, _old: string | null, text: string | null): void {
    for (const [name, property] of Object.entries(PROPERTIES[this.surface])) {
      const own = attributeOf(name);
      const isLowerCased = name.toLowerCase() === attribute && !this.hasAttribute(own);
      if (own === attribute || isLowerCased) Reflect.set(this, name, parse(property, text));
    }
  }

  ready(detail: Partial<CubeEmbedEventMap['cube-embed-ready']['detail']> = {}): void {
    const { surface } = this;
    this.#become('ready');
    this.fire('cube-embed-ready', {
      surface,
      confirmed: true,
      mode: 'signed',
      deploymentId: null,
      embedTenant: null,
      kept: false,
      timing: { session: 0, frame: 0, total: 0 },
      publicId: (Reflect.get(this, 'dashboardId') as string | undefined) ?? null,
      ...detail,
    });
  }

  fail(error: StubError): void {
    const report = error instanceof Error ? error : errorOf(error);
    this.#become('error', report);
    this.fire('cube-embed-error', { error: report, fatal: true });
  }

  fire<K extends keyof CubeEmbedEventMap>(name: K, detail: CubeEmbedEventMap[K]['detail']): boolean {
    const cancelable = name === 'cube-embed-before-reload';
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable, bubbles: true, composed: true }));
  }

  /** There is no frame to keep. */
  park(): boolean {
    return false;
  }

  renew(): Promise<void> {
    this.calls.push('renew');
    return Promise.resolve();
  }

  reload(): Promise<void> {
    this.calls.push('reload');
    return Promise.resolve();
  }

  sendAction(type: string, payload: object = {}): void {
    this.actions.push({ type: type.replace(/^cube:action:/, ''), payload });
  }

  setFilter(filters: Filters): void {
    this.sendAction('set-filter', filters);
  }

  navigate(path: string): void {
    this.sendAction('navigate', { path });
  }

  refresh(): void {
    this.sendAction('refresh');
  }

  #become(status: EmbedStatus, error: CubeEmbedError | null = null): void {
    const previous = this.status;
    this.status = status;
    this.error = error;
    // The slots of the real elements, `loading` and `error`, with a text as fallback content.
    (this.shadowRoot as ShadowRoot).innerHTML =
      `<style>:host { display: block }</style><slot name="${status}">${this.localName}: ${status}</slot>`;
    if (previous !== status) this.fire('cube-embed-status-change', { status, previous });
  }
}
