/** Types for what templates can set on the elements. The frameworks' types are built from them. */
import type { CubeEmbedEventMap } from './embed/event-map.js';
import type { CubeEmbedElement } from './elements/embed-element.js';
import type { CubeEmbedApp, CubeEmbedChat, CubeEmbedDashboard } from './index.js';

/** The elements by tag name. */
export interface EmbedTags {
  'cube-embed-dashboard': CubeEmbedDashboard;
  'cube-embed-chat': CubeEmbedChat;
  'cube-embed-app': CubeEmbedApp;
}

/** Whether two property types are the same, including `readonly`. */
type Same<A, B> =
  (<T>(value: T) => T extends A ? 1 : 2) extends <T>(value: T) => T extends B ? 1 : 2 ? true : false;

type IsWritable<E, K extends keyof E> = Same<{ [P in K]: E[P] }, { -readonly [P in K]: E[P] }>;

/** Names of the properties that a page can set: not inherited from `HTMLElement`, not read-only and not a method. */
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

/** Functions have no attribute. An object's attribute is left out if it is named like the property: set that instead. */
type AttributeOf<E, K extends keyof E & string> =
  NonNullable<E[K]> extends string | number | boolean
    ? AttributeName<K>
    : NonNullable<E[K]> extends (...args: never[]) => unknown
      ? never
      : Exclude<AttributeName<K>, K>;

/** Type of an attribute's value. Objects are JSON strings. */
type AttributeValue<T, Switch> = T extends boolean ? Switch : T extends object ? string : T;

/** An element's properties, all optional. `null` means "not set", like `undefined`. */
export type EmbedProperties<E extends CubeEmbedElement> = {
  [K in PropertyName<E>]?: E[K] | null | undefined;
};

/** An element's attributes, all optional. `null` means "not set". `Switch` is the type of boolean attributes. */
export type EmbedAttributes<E extends CubeEmbedElement, Switch = boolean> = {
  [K in PropertyName<E> as AttributeOf<E, K>]?: AttributeValue<E[K], Switch> | null | undefined;
};

/** Event listeners, named by a prefix and the event's name: `on` gives `oncube-embed-ready`. */
export type EmbedListeners<Prefix extends string> = {
  [K in keyof CubeEmbedEventMap as `${Prefix}${K}`]?: ((event: CubeEmbedEventMap[K]) => void) | undefined;
};

type Pascal<S extends string> = S extends `${infer Word}-${infer Rest}`
  ? `${Capitalize<Word>}${Pascal<Rest>}`
  : Capitalize<S>;

/** An event's listener name in camelCase: `onCubeEmbedReady`. */
export type ListenerName<K extends string> = `on${Pascal<K>}`;

/** Event listeners with camelCase names. */
export type CamelCaseListeners = {
  [K in keyof CubeEmbedEventMap as ListenerName<K>]?: ((event: CubeEmbedEventMap[K]) => void) | undefined;
};
