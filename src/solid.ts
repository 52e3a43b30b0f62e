/**
 * Solid: `import type {} from 'cube-embed/solid'` adds the elements' types to JSX: attributes, also with the `attr:` prefix,
 * properties with `prop:`, and events with `on:`.
 */
import type { JSX } from 'solid-js';
import type { EmbedAttributes, EmbedTags, ListenersOnColon, PrefixedAttributes } from './jsx.js';

type EmbedIntrinsicElements = {
  [Tag in keyof EmbedTags]: JSX.HTMLAttributes<EmbedTags[Tag]> &
    EmbedAttributes<EmbedTags[Tag]> &
    PrefixedAttributes<EmbedTags[Tag]> &
    ListenersOnColon;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends EmbedIntrinsicElements {}
  }
}
