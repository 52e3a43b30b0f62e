import { readFilters, withFilter } from './filters.js';
import { usableLocale, usableTimezone } from './locale.js';
import type { EmbedPage } from './page.js';
import { isColorScheme } from './state.js';

type Payload = Record<string, unknown>;

/** Cube's actions by name. An unknown action or an invalid payload changes nothing. */
const ACTIONS: Record<string, (page: EmbedPage, payload: Payload) => void> = {
  'set-color-scheme'({ store }, { scheme }) {
    if (isColorScheme(scheme)) store.update({ colorScheme: scheme });
  },
  'set-theme'({ store }, theme) {
    store.update({ theme });
  },
  'set-locale'({ store }, { locale }) {
    store.update({ locale: usableLocale(locale, store.state.locale) });
  },
  'set-timezone'({ store }, { timezone }) {
    store.update({ timezone: usableTimezone(timezone, store.state.timezone) });
  },
  'set-filter'({ store }, { filterUrlParameter }) {
    store.update({
      filters: readFilters(String(filterUrlParameter)).reduce(withFilter, store.state.filters),
    });
  },
  navigate(page, { path }) {
    if (typeof path === 'string') page.navigate(path);
  },
  refresh(page) {
    void page.refresh();
  },
  'set-session'({ config, session }, { sessionId }) {
    if (config.protocol === 'renewal') void session.renew(sessionId);
  },
};

/** Runs an action of the host. `name` is without `cube:action:`. */
export function runAction(page: EmbedPage, name: string, payload: Payload): void {
  if (Object.hasOwn(ACTIONS, name)) ACTIONS[name]?.(page, payload);
}
