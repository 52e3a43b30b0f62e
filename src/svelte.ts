/** Svelte: `import type {} from 'cube-embed/svelte'` adds the elements' types to templates. */
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
