import type { EmbedAddress } from '../address.js';
import type { Order } from '../data/orders.js';
import type { EmbedTheme } from '../session-request.js';
import type { EmbedClaims } from '../tokens.js';
import { readFilters } from './filters.js';
import type { Filter } from './filters.js';

export type ColorScheme = 'light' | 'dark' | 'auto';

/** One line of a chat. */
export interface ChatMessage {
  from: 'viewer' | 'cube';
  text: string;
  /** Whether the answer is still coming in. */
  pending?: boolean;
}

/** What a click on a chart opened. */
export interface Drilldown {
  member: string;
  value: string;
  widgetId: string;
  /** The orders behind the value. */
  orders: Order[];
}

/** All that an embed page shows. */
export interface PageState {
  phase: 'loading' | 'ready' | 'expired' | 'failed';
  /** What the viewer is told when the phase is `failed`. */
  failure: string;
  claims: EmbedClaims | null;
  orders: Order[];
  /** The tenant's time of the last load of data, in milliseconds since 1970. */
  refreshedAt: number;
  /** How often the data was loaded anew. */
  refreshes: number;
  colorScheme: ColorScheme;
  /** Whether the viewer's system asks for dark; counts while the scheme is `auto`. */
  systemDark: boolean;
  theme: EmbedTheme;
  locale: string;
  timezone: string;
  filters: Filter[];
  /** The whole path of the tenant, as events tell it. */
  path: string;
  drilldown: Drilldown | null;
  chats: Record<string, ChatMessage[]>;
  /** A short note that something was done. */
  notice: string;
}

export function isColorScheme(value: unknown): value is ColorScheme {
  return value === 'light' || value === 'dark' || value === 'auto';
}

/** What a page of this address shows before it has a token. */
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
    filters: readFilters(query),
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
