/**
 * Vue: `import type {} from 'cube-embed/vue'` adds the elements' types to templates. Vue's template checker looks up every
 * attribute by its camelCase name.
 */
import type { HTMLAttributes, PublicProps } from 'vue';
import type { CamelCaseListeners, EmbedProperties, EmbedTags } from './jsx.js';

/** An element in the form that Vue's template checker requires: a class whose instances have `$props`. */
type EmbedComponent<E extends EmbedTags[keyof EmbedTags]> = new () => {
  $props: HTMLAttributes & PublicProps & EmbedProperties<E> & CamelCaseListeners;
};

type EmbedComponents = { [Tag in keyof EmbedTags]: EmbedComponent<EmbedTags[Tag]> };

declare module 'vue' {
  interface GlobalComponents extends EmbedComponents {}
}
