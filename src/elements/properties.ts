import type { PropertyDeclaration } from 'lit';
import {
  readBoolean,
  readChoice,
  readData,
  readFunction,
  readId,
  readPositive,
  readText,
} from '../page/read.js';

/** How a property is declared: to Lit, and how what is written to it is read. */
export interface Property extends PropertyDeclaration {
  /** The element makes the accessors itself: `CubeEmbedElement.accessors`. */
  noAccessor: true;
  /** Returns the legal value, `undefined` for "not set", or the error that says why it cannot be used. */
  read: (written: unknown) => unknown;
  /** What the property returns while it is not set. */
  fallback?: unknown;
}

const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';
const REFERRER_POLICY =
  /^(no-referrer(-when-downgrade)?|(strict-)?origin(-when-cross-origin)?|same-origin|unsafe-url)$/;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Properties whose attribute is the same name in kebab-case. */
function properties(
  names: readonly string[],
  options: Omit<Property, 'noAccessor'>,
): Record<string, Property> {
  return Object.fromEntries(
    names.map((name) => [name, { noAccessor: true, attribute: kebab(name), ...options }]),
  );
}

/** Texts, ids and addresses. */
export const texts = (...names: string[]): Record<string, Property> => properties(names, { read: readText });

/** Booleans, `false` unless set. */
export const booleans = (names: readonly string[]): Record<string, Property> =>
  properties(names, {
    type: Boolean,
    converter: (value) => value !== null && value !== 'false',
    read: readBoolean,
    fallback: false,
  });

/** Objects, with an attribute of the same name that holds JSON. */
export function data(...names: string[]): Record<string, Property> {
  const declared = names.map((name) => properties([name], { read: readData(kebab(name)) }));
  return Object.fromEntries(declared.flatMap((one) => Object.entries(one)));
}

/** The properties that all elements have. */
export const COMMON: Record<string, Property> = {
  ...texts('baseUrl', 'sessionEndpoint', 'frameTitle', 'locale', 'timezone'),
  ...properties(['deploymentId'], { read: readId }),
  ...properties(['colorScheme'], { read: readChoice(['light', 'dark', 'auto']) }),
  ...properties(['renewal'], { read: readChoice(['auto', 'in-place', 'reload']) }),
  ...properties(['loading'], { read: readChoice(['lazy']), fallback: 'eager' }),
  ...properties(['sessionTtl'], { read: readPositive, fallback: 300 }),
  ...properties(['tokenTtl'], { read: readPositive, fallback: 86_400 }),
  // Neither the strictest sandbox nor what frameworks make of nothing can ever show an embed.
  ...properties(['sandbox'], {
    read: (written) => [readText(written)].find((text) => text && !/^(undefined|null|\s*)$/.test(text)),
    fallback: SANDBOX,
  }),
  ...properties(['allow'], {
    // An empty text allows nothing, which an embed can live with.
    read: (written) => (written === '' ? '' : readText(written)),
    fallback: 'clipboard-write; fullscreen',
  }),
  ...properties(['referrerPolicy'], {
    attribute: 'referrerpolicy',
    read: (written) => [readText(written)].find((text) => text && REFERRER_POLICY.test(text)),
    fallback: 'strict-origin',
  }),
  ...booleans(['credentialless']),
  ...properties(['fetchSession'], { attribute: false, read: readFunction }),
  ...data('theme', 'params'),
};
