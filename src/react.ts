/**
 * React 17 and later. `import type {} from 'cube-embed/react'` adds the elements' types to JSX. With React 19 and later, that
 * is all you need in the browser.
 *
 * Use this module's components with React up to 18, which neither sets properties nor listens to custom events of custom
 * elements, and for server-rendered markup, where later versions do not either (facebook/react#35446).
 */
import { createComponent } from '@lit/react';
import * as React from 'react';
import { CubeEmbedApp, CubeEmbedChat, CubeEmbedDashboard } from './index.js';
import type { CubeEmbedElement, CubeEmbedEventMap } from './index.js';
import type { CubeEmbedHandle } from './frameworks/hooks.js';
import { createUseCubeEmbed, createUseParking } from './frameworks/hooks.js';
import type {
  CamelCaseListeners,
  EmbedAttributes,
  EmbedProperties,
  EmbedTags,
  ListenerName,
  ListenersOn,
} from './jsx.js';

/**
 * Props of an element's component: HTML attributes, the element's properties and attributes, and `onCubeEmbed…` listeners.
 * Server-rendered markup includes the attributes, but not the properties.
 */
export type EmbedComponentProps<E extends CubeEmbedElement> = React.HTMLAttributes<E> &
  EmbedProperties<E> &
  EmbedAttributes<E> &
  CamelCaseListeners;

/** An element as a React component. Its `ref` is the element. With `keep`, it parks its embed when it is unmounted. */
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

/** React up to 18 warns about `useLayoutEffect` on a server. */
const react: typeof React = {
  ...React,
  useLayoutEffect: typeof document === 'undefined' ? React.useEffect : React.useLayoutEffect,
};
const useParking = /* @__PURE__ */ createUseParking(react);

/**
 * An element's state in a component, which renders again at each change, and its methods:
 *
 * ```tsx
 * const { ref, status, reload } = useCubeEmbed();
 * return <EmbedDashboard ref={ref} dashboardId="sales" />;
 * ```
 *
 * `useCubeEmbed<CubeEmbedChat>()` is for another element than a dashboard.
 */
export const useCubeEmbed: <E extends CubeEmbedElement = CubeEmbedDashboard>() => CubeEmbedHandle<E> =
  /* @__PURE__ */ createUseCubeEmbed(react);

function component<E extends CubeEmbedElement>(
  tagName: keyof EmbedTags,
  elementClass: (new () => E) & Pick<typeof CubeEmbedElement, 'observedAttributes'>,
): EmbedComponent<E> {
  // Lit creates the accessors, by which @lit/react recognizes properties, when observedAttributes is first read. The
  // registry does not read it if another copy of the package has registered the tag.
  Reflect.get(elementClass, 'observedAttributes');
  // @lit/react infers a wider type than the elements document.
  const Tag = createComponent({
    react,
    tagName,
    elementClass,
    events: EVENTS,
  }) as unknown as EmbedComponent<E>;
  const Parking = React.forwardRef<E, EmbedComponentProps<E>>(function Parking(props, ref) {
    const own = React.useRef<E>(null);
    useParking(own);
    // Not both refs in one callback: React would call it, and so park, at each render with an inline `ref`.
    React.useImperativeHandle(ref, () => own.current as E, []);
    // As a component of any props: TypeScript cannot represent the union of all elements' attributes.
    return React.createElement(Tag as React.ElementType, { ...props, ref: own });
  });
  Parking.displayName = Tag.displayName;
  return Parking as unknown as EmbedComponent<E>;
}

/** `<cube-embed-dashboard>` as a component, for React up to 18 and for server rendering with any version. */
export const EmbedDashboard: EmbedComponent<CubeEmbedDashboard> = /* @__PURE__ */ component(
  'cube-embed-dashboard',
  CubeEmbedDashboard,
);

/** `<cube-embed-chat>` as a component, for React up to 18 and for server rendering with any version. */
export const EmbedChat: EmbedComponent<CubeEmbedChat> = /* @__PURE__ */ component(
  'cube-embed-chat',
  CubeEmbedChat,
);

/** `<cube-embed-app>` as a component, for React up to 18 and for server rendering with any version. */
export const EmbedApp: EmbedComponent<CubeEmbedApp> = /* @__PURE__ */ component(
  'cube-embed-app',
  CubeEmbedApp,
);

type EmbedIntrinsicElements = {
  [Tag in keyof EmbedTags]: React.DetailedHTMLProps<React.HTMLAttributes<EmbedTags[Tag]>, EmbedTags[Tag]> &
    EmbedProperties<EmbedTags[Tag]> &
    EmbedAttributes<EmbedTags[Tag]> &
    ListenersOn;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends EmbedIntrinsicElements {}
  }
}
