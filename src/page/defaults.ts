import type { ColorScheme, EmbedTheme } from '../frame/actions.js';
import type { FetchSession } from '../session/source.js';
import { pageGlobal } from '../shared/page-global.js';
import type { Renewal } from '../session/world.js';
import {
  readColorScheme,
  readData,
  readFunction,
  readRenewal,
  readText,
  resolveAddress,
} from '../shared/read.js';

/** The few texts of the loading and error panels. */
export interface EmbedStrings {
  /** Default: "Loading…" */
  loading: string;
  /** Default: "This content could not be loaded." */
  error: string;
  /** Default: "You have no access to this content, or you have signed out." */
  denied: string;
  /** Default: "Try again" */
  retry: string;
}

/** What `configure` takes: defaults for every element of the page. */
export interface EmbedDefaults {
  /** The tenant, e.g. `https://acme.cubecloud.dev`. */
  baseUrl?: string | undefined;
  /** The host's endpoint that answers `{ "sessionId": "…" }`. */
  sessionEndpoint?: string | undefined;
  /** Gets a session; takes precedence over `sessionEndpoint`. */
  fetchSession?: FetchSession | undefined;
  /** How a renewal is first tried: `auto`, `in-place` or `reload`. Default: `auto`. */
  renewal?: Renewal | undefined;
  colorScheme?: ColorScheme | undefined;
  /** A BCP-47 tag. */
  locale?: string | undefined;
  /** An IANA time zone name. */
  timezone?: string | undefined;
  theme?: EmbedTheme | undefined;
  /**
   * What is prepared at the tenant while the first session is being fetched, once a page and tenant: `true` opens the
   * connection and sends no request; `'page'` loads the embed's page without a session into a hidden iframe that runs no
   * script, so that its assets are in the cache; `false` does nothing. Call it before the first element. Default: `true`.
   */
  preconnect?: boolean | 'page' | undefined;
  /**
   * Limits for kept embeds (see the elements' `keep`): `most`, 3 by default, and for how many `seconds`, 300 by default. On
   * devices with little memory, and where the viewer saves data, at most one is kept.
   */
  keep?: { most?: number | undefined; seconds?: number | undefined } | undefined;
  /** Whether to write the `timing` of each `cube-embed-ready` as `performance.measure` entries, too. Default: `false`. */
  measure?: boolean | undefined;
  strings?: { [name in keyof EmbedStrings]?: string | undefined } | undefined;
}

/** The `read` function of each default; other names are stored as they are. */
const READERS: { [name in keyof EmbedDefaults]?: (written: unknown) => unknown } = {
  baseUrl: readText,
  sessionEndpoint: (written) => resolveAddress(readText(written)),
  fetchSession: readFunction,
  renewal: readRenewal,
  colorScheme: readColorScheme,
  locale: readText,
  timezone: readText,
  theme: readData('theme'),
};

interface Shared {
  values: EmbedDefaults;
  listeners: Set<() => void>;
}

const page = pageGlobal<Shared>('defaults', { values: {}, listeners: new Set() });

/** Sets defaults for every element of the page, live ones included. Names that are left out keep their values. */
export function configure(values: EmbedDefaults): void {
  const named: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const read = READERS[name as keyof EmbedDefaults];
    named[name] = read ? read(value) : value;
  }
  page.values = { ...page.values, ...named };
  for (const listener of [...page.listeners]) listener();
}

/** Returns the current defaults. */
export function defaults(): EmbedDefaults {
  return page.values;
}

/** Calls `listener` after each call of `configure`. Returns a function that stops it. */
export function watchDefaults(listener: () => void): () => void {
  page.listeners.add(listener);
  return () => page.listeners.delete(listener);
}
