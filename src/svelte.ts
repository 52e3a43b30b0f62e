/** Svelte: `import type {} from 'cube-embed/svelte'` adds the elements' types to templates. */
import type { HTMLAttributes } from 'svelte/elements';
import type { EmbedAttributes, EmbedProperties, EmbedTags, ListenersOn } from './jsx.js';

type EmbedSvelteElements = {
  [Tag in keyof EmbedTags]: HTMLAttributes<EmbedTags[Tag]> &
    EmbedProperties<EmbedTags[Tag]> &
    EmbedAttributes<EmbedTags[Tag]> &
    ListenersOn;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends EmbedSvelteElements {}
}
