import type { LiveSetting } from '../frame/actions.js';
import { tenantUrl } from '../frame/base-url.js';
import type { Filters } from '../frame/filters.js';
import { filterParameters, prefixed } from '../frame/controls.js';
import type { EmbedTarget } from '../frame/embed-url.js';
import { embedPage, pathScope } from '../frame/embed-url.js';
import type { FrameAttributes } from '../frame/frames.js';
import type { PathScope } from '../frame/path.js';
import { switchParameters } from '../frame/switches.js';
import type { EmbedDefaults } from '../page/defaults.js';
import { MissingSetting, sourceOf } from '../page/session-source.js';
import { isEndpoint } from '../session/endpoint.js';
import { CubeEmbedError } from '../shared/errors.js';
import type { FetchSession, Surface } from '../session/source.js';
import type { Renewal } from '../session/world.js';

const TITLES: Readonly<Record<Surface, string>> = {
  dashboard: 'Dashboard',
  chat: 'Analytics Chat',
  app: 'Cube App',
};

/**
 * An element's properties by name; `undefined` where a property is not set and has no default.
 * `endpoint` is `sessionEndpoint` resolved when it was set; the boolean properties go by their names.
 */
export interface EmbedRecord
  extends
    Omit<FrameAttributes, 'title'>,
    Pick<
      EmbedDefaults,
      'baseUrl' | 'fetchSession' | 'renewal' | 'colorScheme' | 'locale' | 'timezone' | 'theme'
    > {
  readonly surface: Surface;
  readonly endpoint?: string | undefined;
  readonly deploymentId?: string | number | undefined;
  readonly frameTitle?: string | undefined;
  readonly loading: 'eager' | 'lazy';
  readonly keep: boolean;
  readonly sessionTtl: number;
  readonly tokenTtl: number;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly dashboardId?: string | undefined;
  readonly filters?: Filters | undefined;
  readonly timeGranularities?: Readonly<Record<string, unknown>> | undefined;
  readonly fieldSwitches?: Readonly<Record<string, unknown>> | undefined;
  readonly chatId?: string | undefined;
  readonly [property: string]: unknown;
}

/** The checked settings of an element: its properties, with the page's defaults. */
export interface Settings {
  /** What they were made of. */
  own: EmbedRecord;
  target: EmbedTarget;
  /** The tenant's origin. */
  tenant: string;
  /** The paths that belong to the embed. */
  paths: PathScope;
  fetchSession: FetchSession;
  /** Which embed a session is for. */
  scope: string;
  /** Changes when the settings need a new frame. */
  key: string;
  /** Equal for embeds that can stand in for each other: `key`, and the attributes of the iframe. */
  keptKey: string;
  /** The settings that need no new frame. */
  live: LiveSetting[];
  frame: FrameAttributes;
  lazy: boolean;
  /** Whether to take over a kept embed. */
  keep: boolean;
  /** How long a session and a token can be used, in milliseconds. */
  sessionTtl: number;
  tokenTtl: number;
  renewal: Renewal;
}

/** @throws CubeEmbedError `invalid-config`, saying what is wrong and what to do; `MissingSetting` among them. */
export function settingsOf(own: EmbedRecord, page: EmbedDefaults): Settings {
  for (const value of [...Object.values(own), page.theme]) if (value instanceof CubeEmbedError) throw value;
  const { surface, dashboardId } = own;
  const deploymentId = own.deploymentId?.toString();
  const baseUrl = own.baseUrl ?? page.baseUrl;
  if (!baseUrl) throw new MissingSetting('base-url');
  if (surface === 'dashboard' && !dashboardId) throw new MissingSetting('dashboard-id');
  if (surface === 'app' && !deploymentId) throw new MissingSetting('deployment-id');
  const fetchSession = sourceOf(own, page);
  const base = tenantUrl(baseUrl);
  const scheme = own.colorScheme ?? page.colorScheme;
  const locale = own.locale ?? page.locale;
  const timezone = own.timezone ?? page.timezone;
  const filters = filterParameters(own.filters);
  const fixed = fixedQuery(own);
  const query = { ...fixed, ...prefixed('', { theme: scheme, locale, timezone }) };
  const target: EmbedTarget = { surface, base, deploymentId, dashboardId, query, filters };
  // Throws for an id that no URL can hold, before a session is spent on it.
  const scope = embedPage(target);
  const { sandbox, allow, referrerPolicy, credentialless } = own;
  const key = scope + canonical(fixed);
  return {
    own,
    target,
    tenant: base.origin,
    paths: pathScope(target),
    fetchSession,
    scope,
    key,
    keptKey: JSON.stringify([key, sandbox, allow, referrerPolicy, credentialless]),
    live: [
      ...Object.entries({
        'color-scheme': scheme && { scheme },
        locale: locale && { locale },
        timezone: timezone && { timezone },
        theme: own.theme ?? page.theme,
      }).flatMap(([kind, payload]) => (payload ? { kind, value: canonical(payload), payload } : [])),
      ...Object.entries(filters).map(([kind, value]) => ({ kind, value })),
    ],
    frame: { title: own.frameTitle ?? TITLES[surface], sandbox, allow, referrerPolicy, credentialless },
    lazy: own.loading === 'lazy',
    keep: own.keep,
    sessionTtl: 1_000 * own.sessionTtl,
    tokenTtl: 1_000 * own.tokenTtl,
    renewal: own.renewal ?? page.renewal ?? 'auto',
  };
}

/** Whether the same properties still lead to this embed, with the same source of sessions. */
export function isSameEmbed({ own, key, fetchSession }: Settings, page: EmbedDefaults): boolean {
  try {
    const now = settingsOf(own, page);
    return now.key === key && now.fetchSession === fetchSession;
  } catch {
    return false;
  }
}

/** Whether another endpoint is to be asked. Not for two callbacks: a framework may make a new one whenever it renders. */
export function hasOtherEndpoint(before: Settings, { fetchSession }: Settings): boolean {
  const isOther = before.fetchSession !== fetchSession;
  return isOther && (isEndpoint(before.fetchSession) || isEndpoint(fetchSession));
}

/** Query parameters that only a new frame can change. */
function fixedQuery(own: EmbedRecord): Record<string, string> {
  const { surface, params, timeGranularities, fieldSwitches, chatId } = own;
  return {
    ...prefixed('', params),
    ...switchParameters(surface, own),
    ...prefixed('tg_', timeGranularities),
    ...prefixed('ms_', fieldSwitches),
    ...(chatId ? { chatId } : {}),
  };
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
