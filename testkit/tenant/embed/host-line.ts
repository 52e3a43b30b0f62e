import type { ProtocolGeneration, Surface } from '../types.js';
import type { TenantLine } from './tenant-line.js';

const SOURCE = 'cube-embed';
/** Events that only the newest generation knows. */
const RENEWAL_EVENTS = ['session-expiring', 'session-expired'];

/** The page's line to its host: Cube's message envelope over `postMessage`. */
export interface HostLine {
  /** Posts one of Cube's events (its name without `cube:event:`), if the page's generation has it. */
  post(name: string, payload?: object): void;
  /** Posts on a test's behalf, whatever the generation. */
  postRaw(message: unknown): void;
  /** Puts an event into the envelope. */
  wrap(type: string, payload: unknown): object;
}

/** Opens the line; `onAction` gets each action's name without `cube:action:`. */
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
  // Events carry nothing secret and the page does not know its host's origin: hence `*`, as in Cube.
  const postRaw = (message: unknown): void => {
    if (window.parent !== window) window.parent.postMessage(message, '*');
  };

  // Not from `window.parent` alone: for an element in a pop-out or in an iframe, the host's script runs in another window. An
  // embed does not know its host's origin.
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
