import type { ProtocolGeneration } from '../protocol.js';
import { usableLocale } from './locale.js';
import type { SessionLife } from './session-life.js';
import { isColorScheme } from './state.js';
import type { PageState } from './state.js';
import type { Store } from './store.js';

type Payload = Record<string, unknown>;

/** What actions change: an embed page. */
export interface ActionTarget {
  readonly config: { protocol: ProtocolGeneration };
  readonly store: Store<PageState>;
  readonly session: Pick<SessionLife, 'renew'>;
  /** Sets controls of the dashboard by their parameters. */
  setControls(parameters: URLSearchParams): void;
  /** Sets the time zone; `source` is for the log if it is ignored. */
  setTimezone(timezone: unknown, source: string): void;
  navigate(path: string): void;
  refresh(): Promise<void>;
}

/** Cube's actions by name. An unknown action or an invalid payload changes nothing. */
const ACTIONS: Record<string, (page: ActionTarget, payload: Payload) => void> = {
  'set-color-scheme'({ store }, { scheme }) {
    if (isColorScheme(scheme)) store.update({ colorScheme: scheme });
  },
  'set-theme'({ store }, theme) {
    store.update({ theme });
  },
  'set-locale'({ store }, { locale }) {
    store.update({ locale: usableLocale(locale, store.state.locale) });
  },
  'set-timezone'(page, { timezone }) {
    page.setTimezone(timezone, 'set-timezone');
  },
  'set-filter'(page, { filterUrlParameter }) {
    page.setControls(new URLSearchParams(String(filterUrlParameter)));
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
export function runAction(page: ActionTarget, name: string, payload: Payload): void {
  if (Object.hasOwn(ACTIONS, name)) ACTIONS[name]?.(page, payload);
}
