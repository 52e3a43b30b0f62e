import type { CubeTenant } from '../../../testkit/tenant/index.js';

export const API_KEY = 'page-test-key';

/** The script tag that a host would write. */
export const SCRIPT = '<script type="module" src="/cube-embed.js"></script>';

export const dashboardTag = (tenant: CubeTenant, attributes = ''): string =>
  `<cube-embed-dashboard base-url="${tenant.url}" dashboard-id="sales" session-endpoint="/cube-session" ${attributes}></cube-embed-dashboard>`;

export const chatTag = (tenant: CubeTenant, attributes = ''): string =>
  `<cube-embed-chat base-url="${tenant.url}" session-endpoint="/cube-session" ${attributes}></cube-embed-chat>`;

/** Sessions that came to an exchange a second time, or too late: there must never be one. */
export const refusedExchanges = (tenant: CubeTenant): object[] =>
  tenant.log.filter((entry) => entry.kind === 'refused' && entry.where === 'token');

export const exchanges = (tenant: CubeTenant): object[] =>
  tenant.log.filter(({ kind }) => kind === 'exchanged');

/** One of the elements' events, as the page saw it. */
export interface Heard {
  name: string;
  detail: Record<string, unknown>;
}

/** Runs in the page before its own scripts: `window.heard` grows by the elements' events. */
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
