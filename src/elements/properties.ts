import type { PropertyDeclaration, PropertyDeclarations } from '@lit/reactive-element';
import {
  readBoolean,
  readChoice,
  readColorScheme,
  readData,
  readFunction,
  readId,
  readPolicy,
  readPositive,
  readRenewal,
  readText,
  resolveAddress,
} from '../shared/read.js';

/** Lit's declaration of a property, and how its values are read. The attribute is the name in kebab-case. */
export interface Property extends PropertyDeclaration {
  attribute?: string | false;
  /** Returns the legal value, `undefined` for "not set", or an error that says why the value is refused. */
  read: (written: unknown) => unknown;
  /** What the property returns while it is not set. */
  fallback?: unknown;
}

const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';
const REFERRER_POLICY =
  /^(no-referrer(-when-downgrade)?|(strict-)?origin(-when-cross-origin)?|same-origin|unsafe-url)$/;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Attributes by the lower-case names of their properties: `base-url` by `baseurl`. */
const attributes: Record<string, string> = {};

/** The attribute that is meant by a name in the markup. */
export const attributeOf = (name: string): string => attributes[name] ?? name;

/** Adds the other spelling of attributes: React and Angular write it for an element that is not defined yet. */
export function withLowerCaseNames(own: string[]): string[] {
  return [...own, ...Object.keys(attributes).filter((name) => own.includes(attributeOf(name)))];
}

/** A text, an id or an address. */
export const TEXT: Property = { read: readText };

const BOOLEAN: Property = {
  type: Boolean,
  converter: (value) => value !== null && value !== 'false',
  read: readBoolean,
  fallback: false,
};

/** Booleans, `false` unless set. */
export const booleans = (switches: object): Record<string, Property> =>
  Object.fromEntries(Object.keys(switches).map((name) => [name, BOOLEAN]));

/** Objects, with an attribute that holds JSON. */
export const data = (...names: string[]): Record<string, Property> =>
  Object.fromEntries(names.map((name) => [name, { read: readData(kebab(name)) }]));

/** The properties that all elements have. */
export const COMMON: Record<string, Property> = {
  baseUrl: TEXT,
  sessionEndpoint: TEXT,
  frameTitle: TEXT,
  locale: TEXT,
  timezone: TEXT,
  deploymentId: { read: readId },
  colorScheme: { read: readColorScheme },
  renewal: { read: readRenewal },
  loading: { read: readChoice(['lazy']), fallback: 'eager' },
  sessionTtl: { read: readPositive, fallback: 300 },
  tokenTtl: { read: readPositive, fallback: 86_400 },
  // An empty sandbox can show no embed.
  sandbox: { read: readPolicy, fallback: SANDBOX },
  allow: { read: readPolicy, fallback: 'clipboard-write; fullscreen' },
  referrerPolicy: {
    attribute: 'referrerpolicy',
    read: (written) => [readText(written)].find((text) => text && REFERRER_POLICY.test(text)),
    fallback: 'strict-origin',
  },
  credentialless: BOOLEAN,
  keep: BOOLEAN,
  fetchSession: { attribute: false, read: readFunction },
  ...data('theme', 'params'),
};

/** The properties of all three elements by name, once their classes are defined. */
const known: Record<string, Property> = {};

/** Adds the properties of an element. Returns the declarations for Lit; the element defines the accessors. */
export function declareProperties(properties: Record<string, Property>): PropertyDeclarations {
  Object.assign(known, properties);
  const declarations: Record<string, Property> = {};
  for (const [name, property] of Object.entries(properties)) {
    const declaration = { noAccessor: true, attribute: kebab(name), ...property };
    declarations[name] = declaration;
    if (declaration.attribute) attributes[name.toLowerCase()] = declaration.attribute;
  }
  return declarations;
}

/** Reads what was written to properties, by their names; other names are left out. A text for `sessionEndpoint` is resolved. */
export function readProperties(
  written: Readonly<Record<string, unknown>>,
  base?: string,
): Record<string, unknown> {
  const record = Object.fromEntries(
    Object.entries(known).map(([name, { read, fallback }]) => [name, read(written[name]) ?? fallback]),
  );
  // The address of the page may have changed by the time of the call.
  return { ...record, endpoint: resolveAddress(record['sessionEndpoint'] as string | undefined, base) };
}
