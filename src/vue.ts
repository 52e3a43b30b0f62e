/**
 * Vue: `import type {} from 'cube-embed/vue'` gives the elements their types in templates. Vue's checker reads every
 * attribute by its camelCase name.
 */
import type { HTMLAttributes, PublicProps } from 'vue';
import type { CamelCaseListeners, EmbedProperties, EmbedTags } from './jsx.js';

/** An element as Vue's template checker wants it: a class whose instances have `$props`. */
type EmbedComponent<E extends EmbedTags[keyof EmbedTags]> = new () => {
  $props: HTMLAttributes & PublicProps & EmbedProperties<E> & CamelCaseListeners;
};

type EmbedComponents = { [Tag in keyof EmbedTags]: EmbedComponent<EmbedTags[Tag]> };

declare module 'vue' {
  interface GlobalComponents extends EmbedComponents {}
}
