/**
 * Vue: `import type {} from 'cube-embed/vue'` adds the elements' types to templates. Vue's template checker looks up every
 * attribute by its camelCase name.
 */
import type { ComputedRef, Directive, HTMLAttributes, PublicProps, ShallowRef } from 'vue';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { CubeEmbedDashboard } from './elements.js';
import type { CubeEmbedElement } from './elements/embed-element.js';
import type { EmbedMethods, EmbedState } from './frameworks/embed-store.js';
import { createEmbedStore } from './frameworks/embed-store.js';
import { parkUntilRemoved } from './frameworks/park-until-removed.js';
import type { CamelCaseListeners, EmbedProperties, EmbedTags } from './jsx.js';

/** An element in the form that Vue's template checker requires: a class whose instances have `$props`. */
type EmbedComponent<E extends EmbedTags[keyof EmbedTags]> = new () => {
  $props: HTMLAttributes & PublicProps & EmbedProperties<E> & CamelCaseListeners;
};

type EmbedComponents = { [Tag in keyof EmbedTags]: EmbedComponent<EmbedTags[Tag]> };

/**
 * Keeps the embed when Vue removes its element, also after a `<Transition>`: `<cube-embed-dashboard v-keep keep>`. `<KeepAlive>`
 * runs no hook before it removes elements: call `parkAll()` in the router's `afterEach` for that.
 */
export const vKeep: Directive<HTMLElement> = {
  beforeUnmount: parkUntilRemoved,
  // Without it, a server would render an unknown attribute.
  getSSRProps: () => ({}),
};

/** What `useCubeEmbed()` returns: the element's state as refs, and its methods. */
export type CubeEmbedHandle<E extends CubeEmbedElement = CubeEmbedDashboard> = {
  readonly [K in keyof Omit<EmbedState<E>, 'element'>]: ComputedRef<EmbedState<E>[K]>;
} & EmbedMethods<E> & {
    /** Bind it as the element's template ref. */
    readonly ref: ShallowRef<E | null>;
  };

/**
 * An element's state as refs, and its methods:
 *
 * ```vue
 * <script setup>
 * const { ref: embed, status, reload } = useCubeEmbed();
 * </script>
 * <template><cube-embed-dashboard ref="embed" dashboard-id="sales" /> {{ status }}</template>
 * ```
 *
 * `useCubeEmbed<CubeEmbedChat>()` is for another element than a dashboard. It also parks an element with `keep`.
 */
export function useCubeEmbed<E extends CubeEmbedElement = CubeEmbedDashboard>(): CubeEmbedHandle<E> {
  const store = createEmbedStore<E>();
  const ref = shallowRef(null) as ShallowRef<E | null>;
  const state = shallowRef(store.state);
  store.subscribe((next) => (state.value = next));
  // At once: Vue clears a template ref right before it removes the element.
  watch(() => ref.value, store.ref, { flush: 'sync' });
  // A component's scope ends before its elements are removed.
  onScopeDispose(() => {
    store.ref(null);
  });
  return {
    ...store.methods,
    ref,
    status: computed(() => state.value.status),
    error: computed(() => state.value.error),
    renewing: computed(() => state.value.renewing),
    path: computed(() => state.value.path),
  };
}

declare module 'vue' {
  interface GlobalComponents extends EmbedComponents {}
}
