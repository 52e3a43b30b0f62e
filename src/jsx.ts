/** What a template may write at an element, in the forms that the frameworks' types are made of. */
import type { CubeEmbedEventMap } from './elements/event-map.js';
import type { CubeEmbedElement } from './elements/embed-element.js';
import type { CubeEmbedApp, CubeEmbedChat, CubeEmbedDashboard } from './index.js';

/** The elements by their tag names. */
export interface EmbedTags {
  'cube-embed-dashboard': CubeEmbedDashboard;
  'cube-embed-chat': CubeEmbedChat;
  'cube-embed-app': CubeEmbedApp;
}

/** Of two property types, whether they are the same, `readonly` included. */
type Same<A, B> =
  (<T>(value: T) => T extends A ? 1 : 2) extends <T>(value: T) => T extends B ? 1 : 2 ? true : false;

type IsWritable<E, K extends keyof E> = Same<{ [P in K]: E[P] }, { -readonly [P in K]: E[P] }>;

/** Names of the properties that a host may set: what the base class of Lit's has not, can be written and is no method. */
type PropertyName<E extends CubeEmbedElement> = {
  [K in Exclude<keyof E, keyof HTMLElement>]: E[K] extends (...args: never[]) => unknown
    ? never
    : IsWritable<E, K> extends true
      ? K
      : never;
}[Exclude<keyof E, keyof HTMLElement>] &
  string;

type Kebab<S extends string> = S extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : '';

type AttributeName<K extends string> = K extends 'referrerPolicy' ? 'referrerpolicy' : Kebab<K>;

/** Functions have no attribute; an object is better given as a property where both have the same name. */
type AttributeOf<E, K extends keyof E & string> =
  NonNullable<E[K]> extends string | number | boolean
    ? AttributeName<K>
    : NonNullable<E[K]> extends (...args: never[]) => unknown
      ? never
      : Exclude<AttributeName<K>, K>;

/** What an attribute holds: objects are written as JSON. */
type AttributeValue<T, Switch> = T extends boolean ? Switch : T extends object ? string : T;

/** An element's properties, all optional; `null` means "not set" too. */
export type EmbedProperties<E extends CubeEmbedElement> = {
  [K in PropertyName<E>]?: E[K] | null | undefined;
};

/** An element's attributes, all optional; `null` means "not set" too. `Switch`: what a boolean one can be given. */
export type EmbedAttributes<E extends CubeEmbedElement, Switch = boolean> = {
  [K in PropertyName<E> as AttributeOf<E, K>]?: AttributeValue<E[K], Switch> | null | undefined;
};

/** Listeners, each under the event's name behind a prefix: `on` for `oncube-embed-ready`. */
export type EmbedListeners<Prefix extends string> = {
  [K in keyof CubeEmbedEventMap as `${Prefix}${K}`]?: ((event: CubeEmbedEventMap[K]) => void) | undefined;
};

type Pascal<S extends string> = S extends `${infer Word}-${infer Rest}`
  ? `${Capitalize<Word>}${Pascal<Rest>}`
  : Capitalize<S>;

/** The name of an event's listener where listeners are camelCase: `onCubeEmbedReady`. */
export type ListenerName<K extends string> = `on${Pascal<K>}`;

/** Listeners by camelCase names. */
export type CamelCaseListeners = {
  [K in keyof CubeEmbedEventMap as ListenerName<K>]?: ((event: CubeEmbedEventMap[K]) => void) | undefined;
};
