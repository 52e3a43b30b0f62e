import type { CubeEmbedError, CubeEmbedEventMap, RenewalMethod } from '../elements.js';
import { duration } from './format.js';

/** What a log entry is about; the log can be filtered by it. */
export type Kind = 'status' | 'session' | 'renewal' | 'error' | 'cube' | 'note';

/** How an entry or a state is to be taken. */
export type Tone = 'plain' | 'good' | 'busy' | 'bad';

/** One event in a few words. */
export interface Description {
  kind: Kind;
  tone: Tone;
  text: string;
}

type Names = keyof CubeEmbedEventMap;
type Describe = { [K in Names]?: (detail: CubeEmbedEventMap[K]['detail']) => Description | null };

const METHODS: Record<RenewalMethod, string> = { 'in-place': 'in place', reload: 'by a new frame' };
/** Messages that say something no event of the element's own says. */
const TELLING_MESSAGE = /^cube:event:(session-expir(ing|ed)|ready)$/;
/** Cube's events that the log shows by the element's event of the same name, or by `cube-embed-error`. */
const TOLD_OTHERWISE = /^cube:event:(view|navigate|dashboard-loaded|download|drilldown|ai-query|error)$/;

const cube = (text: string): Description => ({ kind: 'cube', tone: 'plain', text });
const said = (error: CubeEmbedError): string => `${error.code}: ${error.message}`;
const list = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(', ');

/** How to put each of the elements' events; `null` leaves it out. Nothing here reads an id or a token. */
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
  'cube-embed-ready': ({ confirmed }) => ({
    kind: 'status',
    tone: confirmed ? 'good' : 'busy',
    text: confirmed ? 'the embed says that it is ready' : 'loaded, but the embed says nothing (unconfirmed)',
  }),
  'cube-embed-renewed': (detail) => ({
    kind: 'renewal',
    tone: 'good',
    text: `renewed ${renewalText(detail)}`,
  }),
  'cube-embed-before-reload': ({ reason }) => ({
    kind: 'renewal',
    tone: 'busy',
    text: `asks the page before it replaces the frame (${reason})`,
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
    cube(list(`download of ${target} as ${format}`, title)),
  'cube-embed-drilldown': ({ member }) => cube(`drilldown into ${member}`),
  'cube-embed-ai-query': ({ query, status }) => cube(`question ${status}: ${query}`),
  'cube-embed-message': ({ type }) => {
    if (TOLD_OTHERWISE.test(type)) return null;
    if (!TELLING_MESSAGE.test(type)) return cube(`message ${type.replace('cube:event:', '')}`);
    return type.endsWith('ready')
      ? null
      : { kind: 'renewal', tone: 'busy', text: `the embed says ${type.replace('cube:event:', '')}` };
  },
};

/** The events that the log shows. */
export const EVENT_NAMES = Object.keys(DESCRIBE) as Names[];

/** An event of an element's in a few words, or `null` when another event says the same. */
export function describeEvent(event: CubeEmbedEventMap[Names]): Description | null {
  const describe = DESCRIBE[event.type as Names] as ((detail: unknown) => Description | null) | undefined;
  return describe?.(event.detail) ?? null;
}

/** How a renewal was done and why, for log and card alike. */
export function renewalText(detail: CubeEmbedEventMap['cube-embed-renewed']['detail']): string {
  const unproven =
    (detail as { confirmed?: boolean }).confirmed === false ? ', not confirmed by the embed' : '';
  return `${METHODS[detail.method]} (${detail.trigger})${unproven}`;
}
