/** Svelte: `import type {} from 'cube-embed/svelte'` gives the elements their types in templates. */
import type { HTMLAttributes } from 'svelte/elements';
import type { EmbedAttributes, EmbedListeners, EmbedProperties, EmbedTags } from './jsx.js';

type EmbedSvelteElements = {
  [Tag in keyof EmbedTags]: HTMLAttributes<EmbedTags[Tag]> &
    EmbedProperties<EmbedTags[Tag]> &
    EmbedAttributes<EmbedTags[Tag]> &
    EmbedListeners<'on'>;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends EmbedSvelteElements {}
}
