import type { CubeEmbedError, CubeEmbedEventMap, RenewalMethod } from '../elements.js';
import { duration } from './format.js';

/** What a log entry is about. The log can be filtered by it. */
export type Kind = 'status' | 'session' | 'renewal' | 'error' | 'cube' | 'note';

/** How good or bad an entry or a state is; sets its color. */
export type Tone = 'plain' | 'good' | 'busy' | 'bad';

/** A log entry's text and classification. */
export interface Description {
  kind: Kind;
  tone: Tone;
  text: string;
}

type Names = keyof CubeEmbedEventMap;
type Describe = { [K in Names]?: (detail: CubeEmbedEventMap[K]['detail']) => Description | null };

const METHODS: Record<RenewalMethod, string> = { 'in-place': 'in place', reload: 'by a new frame' };
/** Messages with information that none of the element's own events has. */
const INFORMATIVE = /^cube:event:(session-expir(ing|ed)|ready)$/;
/** Cube's events that the log shows as the element's event of the same name, or as `cube-embed-error`. */
const SHOWN_OTHERWISE = /^cube:event:(view|navigate|dashboard-loaded|download|drilldown|ai-query|error)$/;

const cube = (text: string): Description => ({ kind: 'cube', tone: 'plain', text });
const said = (error: CubeEmbedError): string => `${error.code}: ${error.message}`;
const list = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(', ');

/** Describes each of the elements' events; `null` leaves it out. Nothing here reads an id or a token. */
const DESCRIBE: Describe = {
  'cube-embed-status-change': ({ status, previous }) => ({
    kind: 'status',
    tone: status === 'ready' ? 'good' : status === 'error' ? 'bad' : 'plain',
    text: `status: ${previous} → ${status}`,
  }),
  'cube-embed-session': ({ reason, attempt, duration: ms, error }) => ({
    kind: 'session',
    tone: error ? 'bad' : 'plain',
    text: `session call (${reason}, attempt ${attempt}) ${
      error ? `failed after ${duration(ms)}, ${said(error)}` : `answered in ${duration(ms)}`
    }`,
  }),
  'cube-embed-ready': ({ confirmed, again }) => ({
    kind: 'status',
    tone: confirmed ? 'good' : 'busy',
    text: confirmed
      ? `the embed reports ready${again ? ', late' : ''}`
      : 'loaded, but the embed has sent no message (unconfirmed)',
  }),
  'cube-embed-renewed': (detail) => ({
    kind: 'renewal',
    tone: 'good',
    text: `renewed ${renewalText(detail)}`,
  }),
  'cube-embed-before-reload': ({ trigger }) => ({
    kind: 'renewal',
    tone: 'busy',
    text: `asks the page before replacing the frame (${trigger})`,
  }),
  'cube-embed-error': ({ error, fatal }) => ({
    kind: 'error',
    tone: 'bad',
    text: `${fatal ? 'fatal ' : ''}error, ${said(error)}`,
  }),
  'cube-embed-view': ({ path, title }) => cube(list(`view ${path}`, title)),
  'cube-embed-navigate': ({ path, previousPath }) => cube(`navigate ${previousPath ?? ''} → ${path}`),
  'cube-embed-dashboard-loaded': ({ widgetCount }) =>
    cube(list('dashboard loaded', widgetCount === undefined ? undefined : `${widgetCount} widgets`)),
  'cube-embed-download': ({ format, target, title }) =>
    cube(list(`downloaded ${target} as ${format}`, title)),
  'cube-embed-drilldown': ({ member }) => cube(`drilled into ${member}`),
  'cube-embed-ai-query': ({ query, status }) => cube(`AI query ${status}: ${query}`),
  'cube-embed-message': ({ type }) => {
    if (SHOWN_OTHERWISE.test(type)) return null;
    if (!INFORMATIVE.test(type)) return cube(`message ${type.replace('cube:event:', '')}`);
    return type.endsWith('ready')
      ? null
      : { kind: 'renewal', tone: 'busy', text: `the embed reports ${type.replace('cube:event:', '')}` };
  },
};

/** Names of the events that the log shows. */
export const EVENT_NAMES = Object.keys(DESCRIBE) as Names[];

/** Describes an element's event. Returns `null` if another event has the same information. */
export function describeEvent(event: CubeEmbedEventMap[Names]): Description | null {
  const describe = DESCRIBE[event.type as Names] as ((detail: unknown) => Description | null) | undefined;
  return describe?.(event.detail) ?? null;
}

/** Describes how and why a renewal happened, for the log and the card. */
export function renewalText(detail: CubeEmbedEventMap['cube-embed-renewed']['detail']): string {
  const unproven =
    (detail as { confirmed?: boolean }).confirmed === false ? ', not confirmed by the embed' : '';
  return `${METHODS[detail.method]} (${detail.trigger})${unproven}`;
}
