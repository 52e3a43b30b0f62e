/** Svelte: `import type {} from 'cube-embed/svelte'` adds the elements' types to templates. */
import type { HTMLAttributes } from 'svelte/elements';
import type { CubeEmbedDashboard } from './elements.js';
import type { CubeEmbedElement } from './elements/embed-element.js';
import type { EmbedMethods, EmbedState } from './frameworks/embed-store.js';
import { createEmbedStore } from './frameworks/embed-store.js';
import { parkUntilRemoved } from './frameworks/park-until-removed.js';
import type { EmbedAttributes, EmbedProperties, EmbedTags, ListenersOn } from './jsx.js';

type EmbedSvelteElements = {
  [Tag in keyof EmbedTags]: HTMLAttributes<EmbedTags[Tag]> &
    EmbedProperties<EmbedTags[Tag]> &
    EmbedAttributes<EmbedTags[Tag]> &
    ListenersOn;
};

/**
 * Keeps the embed when Svelte removes its element: `<cube-embed-dashboard out:keep|global keep>`. It is an out transition without
 * a duration: Svelte runs nothing else before the removal, neither actions nor attachments nor `onDestroy`.
 */
export function keep(element: Element): { readonly duration: 0 } {
  parkUntilRemoved(element);
  return { duration: 0 };
}

/** What `useCubeEmbed()` returns: a store of the element's state, with its methods. */
export type CubeEmbedStore<E extends CubeEmbedElement = CubeEmbedDashboard> = EmbedMethods<E> & {
  /** An action: `use:embed.ref`. */
  readonly ref: (element: E) => { destroy(): void };
  /** Calls `run` now, and at each change. Svelte does so for `$embed`. */
  readonly subscribe: (run: (state: EmbedState<E>) => void) => () => void;
};

/**
 * A store of an element's state, with its methods:
 *
 * ```svelte
 * <script>
 *   const embed = useCubeEmbed();
 * </script>
 * <cube-embed-dashboard use:embed.ref dashboard-id="sales"></cube-embed-dashboard>
 * {$embed.status}
 * ```
 *
 * `useCubeEmbed<CubeEmbedChat>()` is for another element than a dashboard.
 */
export function useCubeEmbed<E extends CubeEmbedElement = CubeEmbedDashboard>(): CubeEmbedStore<E> {
  const store = createEmbedStore<E>();
  return {
    ...store.methods,
    ref(element) {
      store.ref(element);
      return {
        destroy() {
          if (store.state.element === element) store.ref(null);
        },
      };
    },
    subscribe(run) {
      run(store.state);
      return store.subscribe(run);
    },
  };
}

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends EmbedSvelteElements {}
}
