import { tenantUrl } from '../frame/base-url.js';
import { embedPage } from '../frame/embed-url.js';
import { preloadPage } from '../frame/preload.js';
import type { Surface } from '../session/source.js';
import { defaults } from './defaults.js';

/** Options of `preload`. */
export interface PreloadOptions {
  /** Default: `dashboard` with a `dashboardId`, else `chat`. */
  surface?: Surface | undefined;
  /** The dashboard's public id; required for `surface: 'dashboard'`. */
  dashboardId?: string | undefined;
  /** The Cube deployment of the embed, which its URL then names (`/embed/d/12/…`); required for `surface: 'app'`. */
  deploymentId?: string | number | undefined;
  /** The tenant, e.g. `https://acme.cubecloud.dev`. Default: from `configure`. */
  baseUrl?: string | undefined;
  /** Removes the hidden iframe when it aborts. */
  signal?: AbortSignal | undefined;
}

/**
 * Loads an embed's page without a session into a hidden iframe that runs no script, so that the page's assets are in the
 * cache when an element needs them. Call it when an embed is likely to follow: at the start of the app, when the browser
 * is idle, or when the pointer is over the link to the dashboard.
 *
 * The page has at most one such iframe for each tenant. It is removed at the tenant's first `cube-embed-ready`, when
 * `signal` aborts, or after the page has been visible for 15 seconds. Does nothing where the viewer saves data
 * (`navigator.connection.saveData`), and in Node. Spends no session and never throws: wrong options are a console warning.
 */
export function preload({ surface, dashboardId, deploymentId, baseUrl, signal }: PreloadOptions = {}): void {
  if (typeof document === 'undefined') return;
  try {
    const page = embedPage({
      surface: surface ?? (dashboardId ? 'dashboard' : 'chat'),
      base: tenantUrl(baseUrl ?? defaults().baseUrl ?? ''),
      deploymentId: deploymentId?.toString(),
      dashboardId,
    });
    preloadPage(document.documentElement, page, signal);
  } catch (error) {
    console.warn(`cube-embed: preload() did nothing. ${(error as Error).message}`);
  }
}
