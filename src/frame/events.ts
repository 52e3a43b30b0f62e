import type { Surface } from '../session/source.js';

/** Payloads of Cube's events, by the part of the name after `cube:event:`. */
export interface CubeEventPayloads {
  /** Once per session, when the embed is authenticated and mounted. */
  ready: {
    embedTenant: string | null;
    deploymentId: number | null;
    mode: 'signed' | 'private';
    surface: Surface;
    publicId?: string;
  };
  /** The viewer sees a page of the embed. */
  view: { surface: Surface; path: string; publicId?: string; title?: string };
  /** The viewer went to another page of the embed. */
  navigate: { path: string; previousPath?: string };
  /** A dashboard's widgets have loaded. */
  'dashboard-loaded': { publicId?: string; widgetCount?: number; loadDurationMs?: number };
  /** The viewer downloaded data or a picture. */
  download: {
    format: 'csv' | 'xlsx' | 'png' | 'pdf';
    target: 'widget' | 'dashboard';
    widgetId?: string;
    title?: string;
    rowCount?: number;
  };
  /** The viewer drilled into a value. */
  drilldown: { member: string; value?: unknown; widgetId?: string };
  /** The viewer asked the chat. */
  'ai-query': {
    query: string;
    status: 'submitted' | 'completed' | 'error';
    chatId?: string;
    agentId?: string;
  };
  /** Something failed in the embed; `fatal`: the whole surface is down. */
  error: { message: string; name?: string; context?: unknown; fatal?: boolean };
  /** The token is about to expire; the payload is not documented. */
  'session-expiring': object;
  /** The token has expired; the payload is not documented. */
  'session-expired': object;
}

/** An event of Cube's as it came, the type whole (`cube:event:…`); types that are not known yet included. */
export interface CubeMessage {
  type: string;
  payload: object;
  surface: Surface;
  /** Epoch milliseconds by the frame's clock. */
  timestamp: number;
}

const PREFIX = 'cube:event:';
const SURFACES = ['dashboard', 'app', 'chat'];
/** Events whose payload is not documented, and so optional. */
const PAYLOAD_UNKNOWN = /^cube:event:session-expir(ing|ed)$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A message's data as one of Cube's events, or `undefined` for whatever does not fit Cube's envelope. */
export function readEvent(data: unknown): CubeMessage | undefined {
  if (!isObject(data) || data['source'] !== 'cube-embed' || data['direction'] !== 'event') return;
  const { type, timestamp, surface } = data;
  if (typeof type !== 'string' || !type.startsWith(PREFIX)) return;
  if (!Number.isFinite(timestamp) || !SURFACES.includes(surface as string)) return;
  const payload = data['payload'] ?? (PAYLOAD_UNKNOWN.test(type) ? {} : undefined);
  if (!isObject(payload)) return;
  return { type, payload, surface: surface as Surface, timestamp: timestamp as number };
}

/** The name of an event without its prefix. */
export function eventName(message: CubeMessage): string {
  return message.type.slice(PREFIX.length);
}
