import { toJson } from '../shared/json.js';
import { filterAction, filterText, splitFilters } from './controls.js';
import type { EmbedTheme } from '../theme.js';
export type { EmbedTheme };

/** Light or dark; `auto` follows the viewer's preference. */
export type ColorScheme = 'light' | 'dark' | 'auto';

/** Payloads of the actions a host may send, by the part of the name after `cube:action:`. */
export interface CubeActionPayloads {
  'set-color-scheme': { scheme: ColorScheme };
  'set-theme': EmbedTheme;
  /** `locale`: a BCP-47 tag. */
  'set-locale': { locale: string };
  /** `timezone`: an IANA name. */
  'set-timezone': { timezone: string };
  /** One filter, e.g. `f_orders.status={"value":"completed"}`, or several joined by `&`. */
  'set-filter': { filterUrlParameter: string };
  navigate: { path: string };
  refresh: Record<string, never>;
}

const PREFIX = 'cube:action:';
/** The most commands that wait for a frame to be ready. */
const MOST_COMMANDS = 1_000;

interface ActionMessage {
  type: string;
  payload: object;
}

/** The message that carries an action in Cube's envelope. */
export function actionMessage(type: string, payload: object): ActionMessage {
  const message = {
    source: 'cube-embed',
    direction: 'action',
    type: PREFIX + type,
    // A snapshot, without values that cannot be cloned (proxies of frameworks, for example).
    payload: JSON.parse(toJson(payload)) as object,
    timestamp: Date.now(),
  };
  return message;
}

/** The name of an action without its prefix. */
export function actionName(type: string): string {
  return type.startsWith(PREFIX) ? type.slice(PREFIX.length) : type;
}

/** A setting that can change without a new frame. */
export interface LiveSetting {
  /** Its action without `set-`; a filter's is its query parameter. */
  kind: string;
  /** Equal for two equal settings of a kind. For a filter, its JSON. */
  value: string;
  /** Payload of the action; a filter has none. */
  payload?: object;
}

/** A message, or a filter of a `set-filter` payload: filters are sent in one message. */
type Change = ActionMessage | string;

/**
 * Actions for a frame, sent now or when it is ready. Settings (`set-…`): the latest of each kind, and again for each new
 * frame, the filters in one action. Commands: in order, and once.
 */
export interface ActionQueue {
  /** The host sends an action. */
  add(type: string, payload: object): void;
  /**
   * The element's settings as they are now: sends what has changed. Returns `false` when a filter is gone, which needs a new
   * frame: Cube documents no action that takes a filter away, and a frame without it opens on the default of its control.
   */
  apply(settings: readonly LiveSetting[]): boolean;
  /** A new frame begins with these parameters in its URL: of the element's settings, it needs the others. */
  load(carried: ReadonlySet<string>): void;
  /** A frame is ready. */
  ready(confirmed: boolean): void;
  /** There is no ready frame any more. */
  down(): void;
  /** Forgets what the host has sent; for another embed or another viewer. */
  clear(): void;
  /** Takes out what the host has sent. */
  drain(): [type: string, payload: object][];
}

/** `warn`: reports an action that could not be sent. */
export function createActionQueue(
  post: (message: object) => void,
  warn: (text: string) => void,
): ActionQueue {
  /** What the host has sent, by kind. */
  const sent = new Map<string, Change>();
  let commands: ActionMessage[] = [];
  /** The element's settings by kind: all, those that the new frame begins with, and those that the live frame knows. */
  let applied = new Map<string, LiveSetting>();
  let carried = applied;
  let known = applied;
  /** A silent frame counts as ready, but may just be slow: its commands are sent again when it sends its first message. */
  let frame: 'down' | 'silent' | 'up' = 'down';

  /** Changes that the live frame needs to match the settings. */
  function changes(): Map<string, Change> {
    const news = new Map<string, Change>();
    for (const [kind, { value, payload }] of applied) {
      if (known.get(kind)?.value === value) continue;
      news.set(kind, payload ? actionMessage(`set-${kind}`, payload) : filterText(kind, value));
    }
    known = applied;
    return news;
  }

  function send(news: Map<string, Change>): void {
    const filters: string[] = [];
    for (const change of news.values()) {
      if (typeof change === 'string') filters.push(change);
      else post(change);
    }
    if (filters.length) post(actionMessage('set-filter', filterAction(filters)));
  }

  function clear(): void {
    sent.clear();
    commands = [];
  }

  return {
    add(type, payload) {
      const message = actionMessage(type, payload);
      const { filterUrlParameter } = payload as { filterUrlParameter?: unknown };
      if (type === 'set-filter' && typeof filterUrlParameter === 'string') {
        for (const filter of splitFilters(filterUrlParameter)) sent.set(filter.replace(/=.*/s, ''), filter);
      } else if (type.startsWith('set-')) sent.set(type.slice(4), message);
      else if (frame !== 'up' && commands.push(message) > MOST_COMMANDS) {
        warn(`${commands.shift()?.type} is not sent: ${MOST_COMMANDS} later actions wait for the embed.`);
      }
      if (frame !== 'down') post(message);
    },
    apply(settings) {
      const before = applied;
      applied = new Map(settings.map((setting) => [setting.kind, setting]));
      for (const kind of sent.keys())
        if (before.get(kind)?.value !== applied.get(kind)?.value) sent.delete(kind);
      if ([...before.values()].some(({ kind, payload }) => !payload && !applied.has(kind))) return false;
      if (frame !== 'down') send(changes());
      return true;
    },
    load(parameters) {
      // In a URL, `theme` is the color scheme, which is sent in any case.
      carried = new Map([...applied].filter(([kind]) => kind !== 'theme' && parameters.has(kind)));
    },
    ready(confirmed) {
      frame = confirmed ? 'up' : 'silent';
      known = carried;
      // What the host has sent since stands.
      send(new Map([...changes(), ...sent]));
      for (const message of commands) post(message);
      if (confirmed) commands = [];
    },
    down() {
      frame = 'down';
    },
    clear,
    drain() {
      const messages = [...sent.values()].map((change) =>
        typeof change === 'string' ? actionMessage('set-filter', filterAction([change])) : change,
      );
      const drained = [...messages, ...commands];
      clear();
      return drained.map(({ type, payload }) => [actionName(type), payload]);
    },
  };
}
