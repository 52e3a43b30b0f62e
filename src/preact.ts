/** Preact: `import type {} from 'cube-embed/preact'` adds the elements' types to JSX. */
import type { HTMLAttributes } from 'preact';
import type { EmbedAttributes, EmbedProperties, EmbedTags, ListenersOn } from './jsx.js';

type EmbedIntrinsicElements = {
  [Tag in keyof EmbedTags]: HTMLAttributes<EmbedTags[Tag]> &
    EmbedProperties<EmbedTags[Tag]> &
    EmbedAttributes<EmbedTags[Tag]> &
    ListenersOn;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends EmbedIntrinsicElements {}
  }
}
