/**
 * Solid: `import type {} from 'cube-embed/solid'` adds the elements' types to JSX: attributes, also with the `attr:` prefix,
 * properties with `prop:`, and events with `on:`.
 */
import type { Accessor, JSX } from 'solid-js';
import { createSignal, onCleanup } from 'solid-js';
import type { CubeEmbedDashboard } from './elements.js';
import type { CubeEmbedElement } from './elements/embed-element.js';
import type { EmbedMethods, EmbedState } from './frameworks/embed-store.js';
import { createEmbedStore, park } from './frameworks/embed-store.js';
import type { EmbedAttributes, EmbedTags, ListenersOnColon, PrefixedAttributes } from './jsx.js';

type EmbedIntrinsicElements = {
  [Tag in keyof EmbedTags]: JSX.HTMLAttributes<EmbedTags[Tag]> &
    EmbedAttributes<EmbedTags[Tag]> &
    PrefixedAttributes<EmbedTags[Tag]> &
    ListenersOnColon;
};

/**
 * Keeps the embed when Solid removes its element: `<cube-embed-dashboard ref={keep} keep />`, or `use:keep`. Cleanups run before
 * the removal.
 */
export function keep(element: CubeEmbedElement | HTMLElement): void {
  onCleanup(() => {
    park(element as CubeEmbedElement);
  });
}

/** What `useCubeEmbed()` returns: the element's state as accessors, and its methods. */
export type CubeEmbedHandle<E extends CubeEmbedElement = CubeEmbedDashboard> = {
  readonly [K in keyof EmbedState<E>]: Accessor<EmbedState<E>[K]>;
} & EmbedMethods<E> & {
    /** Pass it as the element's `ref`. It also parks an element with `keep` right before its removal. */
    readonly ref: (element: E) => void;
  };

/**
 * An element's state as accessors, and its methods:
 *
 * ```tsx
 * const { ref, status, reload } = useCubeEmbed();
 * return <cube-embed-dashboard ref={ref} dashboard-id="sales" />;
 * ```
 *
 * `useCubeEmbed<CubeEmbedChat>()` is for another element than a dashboard.
 */
export function useCubeEmbed<E extends CubeEmbedElement = CubeEmbedDashboard>(): CubeEmbedHandle<E> {
  const store = createEmbedStore<E>();
  const [state, setState] = createSignal<EmbedState<E>>(store.state);
  store.subscribe((next) => setState(() => next));
  return {
    ...store.methods,
    ref(element) {
      // Of the part of the page that shows the element, such as a `<Show>`.
      onCleanup(() => {
        if (store.state.element === element) store.ref(null);
      });
      store.ref(element);
    },
    element: () => state().element,
    status: () => state().status,
    error: () => state().error,
    renewing: () => state().renewing,
    path: () => state().path,
  };
}

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends EmbedIntrinsicElements {}
  }
}
