/**
 * Solid: `import type {} from 'cube-embed/solid'` adds the elements' types to JSX: attributes, also with the `attr:` prefix,
 * properties with `prop:`, and events with `on:`.
 */
import type { JSX } from 'solid-js';
import type { EmbedAttributes, EmbedListeners, EmbedProperties, EmbedTags } from './jsx.js';

type Prefixed<Prefix extends string, T> = { [K in keyof T & string as `${Prefix}${K}`]?: T[K] };

type EmbedIntrinsicElements = {
  [Tag in keyof EmbedTags]: JSX.HTMLAttributes<EmbedTags[Tag]> &
    EmbedAttributes<EmbedTags[Tag]> &
    Prefixed<'prop:', EmbedProperties<EmbedTags[Tag]>> &
    Prefixed<'attr:', EmbedAttributes<EmbedTags[Tag]>> &
    EmbedListeners<'on:'>;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends EmbedIntrinsicElements {}
  }
}
