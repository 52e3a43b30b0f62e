import type { ProtocolGeneration, Surface } from '../protocol.js';
import type { TenantLine } from './tenant-line.js';

const SOURCE = 'cube-embed';
/** Events that only the `renewal` protocol has. */
const RENEWAL_EVENTS = ['session-expiring', 'session-expired'];

/** The page's connection to its host: Cube's message envelope over `postMessage`. */
export interface HostLine {
  /** Posts one of Cube's events (`name` without `cube:event:`), if the page's protocol has it. */
  post(name: string, payload?: object): void;
  /** Posts a message for a test, whatever the protocol. */
  postRaw(message: unknown): void;
  /** Wraps an event in the envelope. */
  wrap(type: string, payload: unknown): object;
}

/** Opens the connection. `onAction` gets each action's name without `cube:action:`. */
export function openHostLine(
  { protocol, surface }: { protocol: ProtocolGeneration; surface: Surface },
  tenant: TenantLine,
  onAction: (name: string, payload: Record<string, unknown>) => void,
): HostLine {
  const wrap = (type: string, payload: unknown): object => ({
    source: SOURCE,
    direction: 'event',
    type: type.startsWith('cube:event:') ? type : `cube:event:${type}`,
    payload,
    timestamp: tenant.now(),
    surface,
  });
  // `*`, as in Cube: the page does not know its host's origin, and events contain no secrets.
  const postRaw = (message: unknown): void => {
    if (window.parent !== window) window.parent.postMessage(message, '*');
  };

  // Do not require `window.parent` as the source: if the element is in a pop-out or an iframe, the host's script runs in
  // another window. The host's origin is not known either.
  window.addEventListener('message', ({ source, data }) => {
    if (source === window || !isAction(data)) return;
    tenant.report({ kind: 'action', type: data.type, payload: data.payload });
    if (protocol !== 'none') onAction(data.type.replace('cube:action:', ''), data.payload ?? {});
  });

  return {
    wrap,
    postRaw,
    post(name, payload = {}) {
      if (protocol === 'none' || (protocol === 'events' && RENEWAL_EVENTS.includes(name))) return;
      const message = wrap(name, payload);
      postRaw(message);
      tenant.report({ kind: 'event', type: `cube:event:${name}`, payload });
    },
  };
}

function isAction(data: unknown): data is { type: string; payload?: Record<string, unknown> } {
  const { source, direction, type } = (data ?? {}) as Record<string, unknown>;
  return (
    source === SOURCE && direction === 'action' && typeof type === 'string' && type.startsWith('cube:action:')
  );
}
