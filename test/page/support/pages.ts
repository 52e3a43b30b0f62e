import type { CubeTenant } from '../../../testkit/tenant/index.js';

export const API_KEY = 'page-test-key';

/** The script tag of a host. */
export const SCRIPT = '<script type="module" src="/cube-embed.js"></script>';

export const dashboardTag = (tenant: CubeTenant, attributes = ''): string =>
  `<cube-embed-dashboard base-url="${tenant.url}" dashboard-id="sales" session-endpoint="/cube-session" ${attributes}></cube-embed-dashboard>`;

export const chatTag = (tenant: CubeTenant, attributes = ''): string =>
  `<cube-embed-chat base-url="${tenant.url}" session-endpoint="/cube-session" ${attributes}></cube-embed-chat>`;

/** Sessions that were exchanged a second time or too late; there must be none. */
export const refusedExchanges = (tenant: CubeTenant): object[] =>
  tenant.log.filter((entry) => entry.kind === 'refused' && entry.where === 'token');

export const exchanges = (tenant: CubeTenant): object[] =>
  tenant.log.filter(({ kind }) => kind === 'exchanged');

/** One of the elements' events, as the page received it. */
export interface Heard {
  name: string;
  detail: Record<string, unknown>;
}

/** Runs in the page before its own scripts; records the elements' events in `window.heard`. */
export function recordEvents(): void {
  if (window.top !== window) return;
  const log: Heard[] = ((window as unknown as { heard: Heard[] }).heard = []);
  for (const name of ['ready', 'status-change', 'renewed', 'before-reload', 'error']) {
    document.addEventListener(`cube-embed-${name}`, (event) => {
      const { error, ...detail } = (event as CustomEvent<Record<string, unknown>>).detail;
      const { code, message } = (error ?? {}) as Record<string, unknown>;
      log.push({ name, detail: error ? { ...detail, code, message } : detail });
    });
  }
}
