/**
 * Preact: `import type {} from 'cube-embed/preact'` adds the elements' types to JSX. The components park an embed with `keep`
 * when they are unmounted.
 */
import { createElement } from 'preact';
import type { FunctionComponent, HTMLAttributes, Ref } from 'preact';
import { useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CubeEmbedElement } from './elements/embed-element.js';
import type { CubeEmbedHandle } from './frameworks/hooks.js';
import { createUseCubeEmbed, createUseParking } from './frameworks/hooks.js';
import type { CubeEmbedDashboard } from './index.js';
import './index.js';
import type { EmbedAttributes, EmbedProperties, EmbedTags, ListenersOn } from './jsx.js';

type EmbedIntrinsicElements = {
  [Tag in keyof EmbedTags]: HTMLAttributes<EmbedTags[Tag]> &
    EmbedProperties<EmbedTags[Tag]> &
    EmbedAttributes<EmbedTags[Tag]> &
    ListenersOn;
};

const useParking = /* @__PURE__ */ createUseParking({ useLayoutEffect });

/**
 * An element's state in a component, which renders again at each change, and its methods:
 *
 * ```tsx
 * const { ref, status, reload } = useCubeEmbed();
 * return <cube-embed-dashboard ref={ref} dashboard-id="sales" />;
 * ```
 *
 * `useCubeEmbed<CubeEmbedChat>()` is for another element than a dashboard. Its `ref` parks an element with `keep`.
 */
export const useCubeEmbed: <E extends CubeEmbedElement = CubeEmbedDashboard>() => CubeEmbedHandle<E> =
  /* @__PURE__ */ createUseCubeEmbed({ useState, useLayoutEffect });

/** An element as a Preact component. `elementRef` is a ref to the element. */
export type EmbedComponent<Tag extends keyof EmbedTags> = FunctionComponent<
  EmbedIntrinsicElements[Tag] & { elementRef?: Ref<EmbedTags[Tag]> | undefined }
>;

function component<Tag extends keyof EmbedTags>(tagName: Tag): EmbedComponent<Tag> {
  const Embed = ({ elementRef, ...props }: { elementRef?: Ref<EmbedTags[Tag]> | undefined }) => {
    const own = useRef<EmbedTags[Tag]>(null);
    useParking(own);
    useImperativeHandle(elementRef ?? null, () => own.current as EmbedTags[Tag], []);
    return createElement(tagName as string, { ...props, ref: own });
  };
  return Embed;
}

/** `<cube-embed-dashboard>` as a component that parks an embed with `keep` when it is unmounted. */
export const EmbedDashboard: EmbedComponent<'cube-embed-dashboard'> =
  /* @__PURE__ */ component('cube-embed-dashboard');

/** `<cube-embed-chat>` as a component that parks an embed with `keep` when it is unmounted. */
export const EmbedChat: EmbedComponent<'cube-embed-chat'> = /* @__PURE__ */ component('cube-embed-chat');

/** `<cube-embed-app>` as a component that parks an embed with `keep` when it is unmounted. */
export const EmbedApp: EmbedComponent<'cube-embed-app'> = /* @__PURE__ */ component('cube-embed-app');

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends EmbedIntrinsicElements {}
  }
}
