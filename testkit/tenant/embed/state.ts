import type { EmbedAddress } from '../address.js';
import type { Order } from '../data/orders.js';
import type { EmbedTheme } from '../session-request.js';
import type { EmbedClaims } from '../tokens.js';
import type { TenantDashboard } from '../catalog.js';
import type { ChatLine } from '../chats.js';
import type { ControlValues } from './controls.js';
import type { Filter } from './filters.js';

export type ColorScheme = 'light' | 'dark' | 'auto';

/** One line of a chat. */
export interface ChatMessage extends ChatLine {
  /** Whether the answer is still arriving. */
  pending?: boolean;
}

/** The value that the viewer clicked in a chart. */
export interface Drilldown {
  member: string;
  value: string;
  widgetId: string;
  /** The orders behind the value. */
  orders: Order[];
}

/** Everything that an embed page shows. */
export interface PageState {
  phase: 'loading' | 'ready' | 'expired' | 'failed';
  /** Message for the viewer in phase `failed`. */
  failure: string;
  claims: EmbedClaims | null;
  orders: Order[];
  /** Tenant time of the last data load, in milliseconds since 1970. */
  refreshedAt: number;
  /** Number of refreshes. */
  refreshes: number;
  colorScheme: ColorScheme;
  /** Whether the viewer's system prefers dark. Used if the scheme is `auto`. */
  systemDark: boolean;
  theme: EmbedTheme;
  locale: string;
  timezone: string;
  /** The dashboards that the viewer may open. */
  dashboards: readonly TenantDashboard[];
  /** The values of the dashboard's controls. */
  controls: ControlValues;
  /** The filters that follow from them, defaults included. */
  filters: Filter[];
  /** Whole path of the tenant, as in events. */
  path: string;
  drilldown: Drilldown | null;
  chats: Record<string, ChatMessage[]>;
  /** Short confirmation message. */
  notice: string;
}

export function isColorScheme(value: unknown): value is ColorScheme {
  return value === 'light' || value === 'dark' || value === 'auto';
}

/** Returns the initial state of a page, before it has a token. */
export function firstState(address: EmbedAddress, query: URLSearchParams): PageState {
  const scheme = query.get('theme');
  return {
    phase: 'loading',
    failure: '',
    claims: null,
    orders: [],
    refreshedAt: 0,
    refreshes: 0,
    colorScheme: isColorScheme(scheme) ? scheme : 'light',
    systemDark: false,
    theme: {},
    locale: 'en-US',
    timezone: 'UTC',
    dashboards: [],
    controls: { parameters: {}, cleared: [] },
    filters: [],
    path: firstPath(address, query),
    drilldown: null,
    chats: {},
    notice: '',
  };
}

function firstPath({ surface, root, page }: EmbedAddress, query: URLSearchParams): string {
  const chatId = surface === 'chat' && query.get('chatId');
  if (chatId) return `${root}/${encodeURIComponent(chatId)}`;
  return page === '/' ? root : root + page;
}
