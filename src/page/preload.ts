import { tenantUrl } from '../frame/base-url.js';
import { embedPage } from '../frame/embed-url.js';
import { preloadPage } from '../frame/preload.js';
import type { Surface } from '../session/source.js';
import { savesData } from '../shared/saves-data.js';
import { isPrerendering } from './activity.js';
import { defaults } from './defaults.js';
import { fetchSessionAhead } from './session-ahead.js';

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
  /**
   * Also fetches a session from `configure`'s source, for the next element with the same ids. It waits for up to 4 minutes, once
   * for each embed, and is dropped at `signOut()` and when the source changes. Default: `false`.
   */
  session?: boolean | undefined;
  /** Removes the hidden iframe when it aborts. A session that was fetched stays. */
  signal?: AbortSignal | undefined;
}

/**
 * Loads an embed's page without a session into a hidden iframe that runs no script, so that the page's assets are in the
 * cache when an element needs them. Call it when an embed is likely to follow: at the start of the app, when the browser
 * is idle, or when the pointer is over the link to the dashboard.
 *
 * The page has at most one such iframe for each tenant. It is removed at the tenant's first `cube-embed-ready`, when
 * `signal` aborts, or after the page has been visible for 15 seconds. Does nothing where the viewer saves data
 * (`navigator.connection.saveData`), and in Node. Spends no session without `session: true`, and never throws: wrong options
 * are a console warning.
 */
export function preload(options: PreloadOptions = {}): void {
  if (typeof document === 'undefined') return;
  const { dashboardId, surface = dashboardId ? 'dashboard' : 'chat', baseUrl, signal } = options;
  const ids = { surface, dashboardId, deploymentId: options.deploymentId?.toString() };
  let done = 'did nothing';
  try {
    const page = embedPage({ ...ids, base: tenantUrl(baseUrl ?? defaults().baseUrl ?? '') });
    preloadPage(document.documentElement, page, signal);
    done = 'fetched no session';
    // A page that is prerendered may never be shown, and its session would expire.
    if (options.session && !signal?.aborted && !savesData() && !isPrerendering(window))
      fetchSessionAhead(ids);
  } catch (error) {
    console.warn(`cube-embed: preload() ${done}. ${(error as Error).message}`);
  }
}
