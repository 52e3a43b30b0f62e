/**
 * React. From 19 on, `import type {} from 'cube-embed/react'` gives the elements their types in JSX, and React does the
 * rest in the browser. React up to 18 sets no properties and hears no custom events, and later ones do neither for
 * markup that came from the server (facebook/react#35446): use the components of this module there.
 */
import { createComponent } from '@lit/react';
import * as React from 'react';
import { CubeEmbedApp, CubeEmbedChat, CubeEmbedDashboard } from './index.js';
import type { CubeEmbedElement, CubeEmbedEventMap } from './index.js';
import type {
  CamelCaseListeners,
  EmbedAttributes,
  EmbedListeners,
  EmbedProperties,
  EmbedTags,
  ListenerName,
} from './jsx.js';

/**
 * What the component of an element takes: HTML's attributes, the element's properties, its attributes (which stand in
 * the server's markup too) and `onCubeEmbed…` listeners.
 */
export type EmbedComponentProps<E extends CubeEmbedElement> = React.HTMLAttributes<E> &
  EmbedProperties<E> &
  EmbedAttributes<E> &
  CamelCaseListeners;

/** An element as a React component; its `ref` is the element. */
export type EmbedComponent<E extends CubeEmbedElement> = React.ForwardRefExoticComponent<
  EmbedComponentProps<E> & React.RefAttributes<E>
>;

const EVENTS: { [K in keyof CubeEmbedEventMap as ListenerName<K>]: K } = {
  onCubeEmbedReady: 'cube-embed-ready',
  onCubeEmbedStatusChange: 'cube-embed-status-change',
  onCubeEmbedRenewed: 'cube-embed-renewed',
  onCubeEmbedSession: 'cube-embed-session',
  onCubeEmbedBeforeReload: 'cube-embed-before-reload',
  onCubeEmbedError: 'cube-embed-error',
  onCubeEmbedView: 'cube-embed-view',
  onCubeEmbedNavigate: 'cube-embed-navigate',
  onCubeEmbedDashboardLoaded: 'cube-embed-dashboard-loaded',
  onCubeEmbedDownload: 'cube-embed-download',
  onCubeEmbedDrilldown: 'cube-embed-drilldown',
  onCubeEmbedAiQuery: 'cube-embed-ai-query',
  onCubeEmbedMessage: 'cube-embed-message',
};

/** React up to 18 warns of a layout effect wherever there is no layout. */
const react: typeof React = {
  ...React,
  useLayoutEffect: typeof document === 'undefined' ? React.useEffect : React.useLayoutEffect,
};

function component<E extends CubeEmbedElement>(
  tagName: keyof EmbedTags,
  elementClass: (new () => E) & Pick<typeof CubeEmbedElement, 'observedAttributes'>,
): EmbedComponent<E> {
  // Lit makes the accessors, by which @lit/react knows a property, when these are asked for first. The registry does
  // not ask this class where another copy of the package came before.
  Reflect.get(elementClass, 'observedAttributes');
  // What @lit/react infers is wider than what the elements document.
  return createComponent({ react, tagName, elementClass, events: EVENTS }) as unknown as EmbedComponent<E>;
}

/** `<cube-embed-dashboard>` for React up to 18, and for all that is rendered on a server. */
export const EmbedDashboard: EmbedComponent<CubeEmbedDashboard> = /* @__PURE__ */ component(
  'cube-embed-dashboard',
  CubeEmbedDashboard,
);

/** `<cube-embed-chat>` for React up to 18, and for all that is rendered on a server. */
export const EmbedChat: EmbedComponent<CubeEmbedChat> = /* @__PURE__ */ component(
  'cube-embed-chat',
  CubeEmbedChat,
);

/** `<cube-embed-app>` for React up to 18, and for all that is rendered on a server. */
export const EmbedApp: EmbedComponent<CubeEmbedApp> = /* @__PURE__ */ component(
  'cube-embed-app',
  CubeEmbedApp,
);

type EmbedIntrinsicElements = {
  [Tag in keyof EmbedTags]: React.DetailedHTMLProps<React.HTMLAttributes<EmbedTags[Tag]>, EmbedTags[Tag]> &
    EmbedProperties<EmbedTags[Tag]> &
    EmbedAttributes<EmbedTags[Tag]> &
    EmbedListeners<'on'>;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends EmbedIntrinsicElements {}
  }
}
