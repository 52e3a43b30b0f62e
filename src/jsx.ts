/** Types for what templates can set on the elements. The frameworks' types are built from them. */
import type { CubeEmbedElement } from './elements/embed-element.js';
import type { CubeEmbedApp, CubeEmbedChat, CubeEmbedDashboard } from './index.js';
import type {
  AppAttributes,
  AppProperty,
  ChatAttributes,
  ChatProperty,
  CommonProperty,
  DashboardAttributes,
  DashboardProperty,
} from './jsx/attributes.js';
import type { AppPrefixed, ChatPrefixed, DashboardPrefixed } from './jsx/prefixed.js';

export type { CamelCaseListeners, ListenersOn, ListenersOnColon } from './jsx/listeners.js';

/** The elements by tag name. */
export interface EmbedTags {
  'cube-embed-dashboard': CubeEmbedDashboard;
  'cube-embed-chat': CubeEmbedChat;
  'cube-embed-app': CubeEmbedApp;
}

interface PropertyNames {
  dashboard: CommonProperty | DashboardProperty;
  chat: CommonProperty | ChatProperty;
  app: CommonProperty | AppProperty;
}

interface Attributes {
  dashboard: DashboardAttributes;
  chat: ChatAttributes;
  app: AppAttributes;
}

interface Prefixed {
  dashboard: DashboardPrefixed;
  chat: ChatPrefixed;
  app: AppPrefixed;
}

/** Type of an attribute's value. Objects are JSON strings. */
export type AttributeValue<T> = T extends boolean ? boolean : T extends object ? string : T;

/** Maps `keyof T` without renaming, which keeps the docstrings. */
type Unset<T> = { [K in keyof T]?: T[K] | null | undefined };

/** An element's properties, all optional. `null` means "not set", like `undefined`. */
export type EmbedProperties<E extends CubeEmbedElement> = Unset<
  Pick<E, PropertyNames[E['surface']] & keyof E>
>;

/** An element's attributes, all optional. `null` means "not set". */
export type EmbedAttributes<E extends CubeEmbedElement> = Attributes[E['surface']];

/** An element's attributes and properties with Solid's prefixes `attr:` and `prop:`. */
export type PrefixedAttributes<E extends CubeEmbedElement> = Prefixed[E['surface']];

type Pascal<S extends string> = S extends `${infer Word}-${infer Rest}`
  ? `${Capitalize<Word>}${Pascal<Rest>}`
  : Capitalize<S>;

/** An event's listener name in camelCase: `onCubeEmbedReady`. */
export type ListenerName<K extends string> = `on${Pascal<K>}`;
