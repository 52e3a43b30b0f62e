import type { Surface } from 'cube-embed/elements';
import { SWITCHES } from './switches.js';

/** How a property parses its attribute; `none` has no attribute. */
type Kind = 'text' | 'number' | 'boolean' | 'json' | 'none';

export interface Property {
  kind: Kind;
  initial?: unknown;
}

type Properties = Record<string, Property>;

const all = (kind: Kind, names: string, initial?: unknown): Properties =>
  Object.fromEntries(names.split(' ').map((name) => [name, { kind, initial }]));

const COMMON: Properties = {
  ...all('text', 'baseUrl sessionEndpoint deploymentId path renewal frameTitle colorScheme locale timezone'),
  ...all('text', 'sandbox allow referrerPolicy'),
  ...all('json', 'theme params'),
  ...all('boolean', 'credentialless keep', false),
  fetchSession: { kind: 'none' },
  loading: { kind: 'text', initial: 'eager' },
  sessionTtl: { kind: 'number', initial: 300 },
  tokenTtl: { kind: 'number', initial: 86400 },
};

const switches = (surface: Surface): Properties => all('boolean', SWITCHES[surface].join(' '), false);

/** The settable properties of each element, as in the real elements. */
export const PROPERTIES: Record<Surface, Properties> = {
  dashboard: {
    ...COMMON,
    ...switches('dashboard'),
    ...all('text', 'dashboardId'),
    ...all('json', 'filters timeGranularities fieldSwitches'),
  },
  chat: { ...COMMON, ...switches('chat'), ...all('text', 'chatId') },
  app: { ...COMMON, ...switches('app') },
};

/** Returns a property's attribute: `dashboard-id` for `dashboardId`; `referrerpolicy`, as in HTML. */
export const attributeOf = (name: string): string =>
  name === 'referrerPolicy'
    ? 'referrerpolicy'
    : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Parses an attribute's value; `null` means that the attribute was removed. */
export function parse({ kind, initial }: Property, text: string | null): unknown {
  if (kind === 'boolean') return text !== null && text !== 'false';
  if (text === null) return initial;
  if (kind === 'number') return Number(text);
  if (kind === 'json') return text === '[object Object]' ? undefined : JSON.parse(text);
  return text;
}
