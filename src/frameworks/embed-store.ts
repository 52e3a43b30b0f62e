import type { CubeEmbedElement } from '../elements/embed-element.js';
import type { CubeEmbedDashboard } from '../elements.js';
import type { CubeEmbedEventMap } from '../embed/event-map.js';
import type { EmbedStatus } from '../session/world.js';
import type { CubeEmbedError } from '../shared/errors.js';
import { removed } from '../shared/errors.js';

/** What an element shows, as values that change. */
export interface EmbedState<E extends CubeEmbedElement = CubeEmbedDashboard> {
  /** The mounted element; `null` while there is none. */
  readonly element: E | null;
  /** `idle`, `loading`, `ready` or `error`; `idle` without an element. */
  readonly status: EmbedStatus;
  /** Why `status` is `error`; otherwise `null`. */
  readonly error: CubeEmbedError | null;
  /** Whether a renewal is under way. */
  readonly renewing: boolean;
  /** The page of the embed where the viewer is, relative to its root; `undefined` for a chat and before the embed has said so. */
  readonly path: string | undefined;
}

/**
 * The methods of the mounted element, bound to it. Without one, `renew` and `reload` reject with an `AbortError`, and the others
 * do nothing.
 */
export type EmbedMethods<E extends CubeEmbedElement = CubeEmbedDashboard> = Pick<
  E,
  keyof E & ('renew' | 'reload' | 'sendAction' | 'setFilter' | 'navigate' | 'refresh' | 'focus')
>;

/** One element's state, told to subscribers at each change. Frameworks wrap it in their own kind of value. */
export interface EmbedStore<E extends CubeEmbedElement> {
  /** The state now. Replaced at each change, never changed in place. */
  readonly state: EmbedState<E>;
  readonly methods: EmbedMethods<E>;
  /** Takes the mounted element, and `null` right before it is removed, when it parks the one before. */
  readonly ref: (element: E | null) => void;
  /** Returns a function that ends the subscription. */
  subscribe(listener: (state: EmbedState<E>) => void): () => void;
}

const NONE = { element: null, status: 'idle', error: null, renewing: false, path: undefined } as const;

/** The viewer's path changes with them alone; an element tells its controllers of the rest. */
const EVENTS: (keyof CubeEmbedEventMap)[] = [
  'cube-embed-status-change',
  'cube-embed-ready',
  'cube-embed-renewed',
  'cube-embed-error',
  'cube-embed-view',
  'cube-embed-navigate',
];

export function createEmbedStore<E extends CubeEmbedElement = CubeEmbedDashboard>(): EmbedStore<E> {
  let state: EmbedState<E> = NONE;
  let stop: (() => void) | undefined;
  const listeners = new Set<(state: EmbedState<E>) => void>();

  const show = (element: E | null): void => {
    const next = stateOf(element);
    if (isSame(next, state)) return;
    state = next;
    for (const listener of [...listeners]) listener(next);
  };
  const ref = (element: E | null): void => {
    if (element === state.element) return;
    stop?.();
    park(state.element);
    stop = element ? watch(element, () => show(element)) : undefined;
    show(element);
  };
  return {
    get state() {
      return state;
    },
    methods: methodsOf(() => state.element),
    ref,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Keeps the embed of an element that is about to be removed. Another version of the element may have no `park`. */
export function park(element: Partial<Pick<CubeEmbedElement, 'park'>> | null | undefined): void {
  element?.park?.();
}

function stateOf<E extends CubeEmbedElement>(element: E | null): EmbedState<E> {
  if (!element) return NONE;
  // Not yet upgraded, it has none of them.
  const { status, error, renewing, path } = element as Partial<CubeEmbedDashboard>;
  return { element, status: status ?? 'idle', error: error ?? null, renewing: renewing ?? false, path };
}

function isSame(a: EmbedState<CubeEmbedElement>, b: EmbedState<CubeEmbedElement>): boolean {
  return (Object.keys(NONE) as (keyof typeof NONE)[]).every((name) => a[name] === b[name]);
}

/** Calls back when the element's state may have changed. Returns a function that ends it. */
function watch(element: CubeEmbedElement, changed: () => void): () => void {
  const connection = new AbortController();
  const { signal } = connection;
  const controller = { hostUpdated: changed };
  for (const name of EVENTS) element.addEventListener(name, changed, { signal });
  void customElements.whenDefined(element.localName).then(() => {
    // A stub has no controllers.
    if (!signal.aborted) (element as Partial<CubeEmbedElement>).addController?.(controller);
  });
  return () => {
    connection.abort();
    (element as Partial<CubeEmbedElement>).removeController?.(controller);
  };
}

function methodsOf<E extends CubeEmbedElement>(current: () => E | null): EmbedMethods<E> {
  // Narrower elements lack some of the methods, and so does their type.
  const element = current as () => CubeEmbedDashboard | null;
  const methods: EmbedMethods = {
    renew: () => element()?.renew() ?? rejected(),
    reload: () => element()?.reload() ?? rejected(),
    sendAction: (type: string, payload?: object) => element()?.sendAction(type, payload),
    setFilter: (filters) => element()?.setFilter(filters),
    navigate: (path) => element()?.navigate(path),
    refresh: () => element()?.refresh(),
    focus: (options) => element()?.focus(options),
  };
  return methods as unknown as EmbedMethods<E>;
}

/** A caller who does not look at the promise gets no unhandled rejection, as from the elements. */
function rejected(): Promise<never> {
  const promise = Promise.reject(removed());
  promise.catch(() => undefined);
  return promise;
}
