import { filterAction } from './controls.js';

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
  /** One filter, e.g. `f_orders.status={"value":"completed"}`. */
  'set-filter': { filterUrlParameter: string };
  navigate: { path: string };
  refresh: Record<string, never>;
}

const PREFIX = 'cube:action:';
/** Commands kept for a frame that is not up yet. */
const MOST_COMMANDS = 100;

/** The message that carries an action in Cube's envelope. */
export function actionMessage(type: string, payload: object): object {
  return {
    source: 'cube-embed',
    direction: 'action',
    type: PREFIX + type,
    // As it is now, and without what no message can carry (the proxies of frameworks, say).
    payload: JSON.parse(JSON.stringify(payload)) as object,
    timestamp: Date.now(),
  };
}

/** The name of an action without its prefix. */
export function actionName(type: string): string {
  return type.startsWith(PREFIX) ? type.slice(PREFIX.length) : type;
}

/** A setting that can change without a new frame. */
export interface LiveSetting {
  /** Its query parameter, where it has one. */
  parameter?: string | undefined;
  /** The value in that parameter; two settings are the same when it is. */
  value: string;
  /** The action that changes it in a live frame. */
  type: string;
  payload: object;
}

/** Settings that a new frame's URL carries. */
const IN_URL = /^set-(locale|timezone|filter)$/;

/**
 * Actions for a frame, sent now or when it is ready. Settings (`set-…`): the latest of each kind, and again for each new
 * frame. Commands: in order, and once.
 */
export interface ActionQueue {
  add(type: string, payload: object): void;
  /**
   * The element's settings as they are now: sends what has changed, and forgets what has been taken away. `inUrl`: the next
   * frame's URL is still to be made, and carries what it can.
   */
  apply(settings: readonly LiveSetting[], inUrl: boolean): void;
  /** A frame is up. */
  ready(confirmed: boolean): void;
  /** No frame is up any more. */
  down(): void;
  /** Forgets everything; for another embed. */
  clear(): void;
}

export function createActionQueue(post: (message: object) => void): ActionQueue {
  /** What a frame is sent when it is ready, by kind. */
  const settings = new Map<string, object>();
  /** The element's settings as the frame knows them, or will when it is up: value by kind. */
  let applied = new Map<string, string>();
  let commands: object[] = [];
  /** A silent frame counts as ready, but may only be slow: what it is sent is kept for when it speaks. */
  let frame: 'down' | 'silent' | 'up' = 'down';

  /** A filter is a kind of its own for each member. */
  const kindOf = (type: string, payload: { filterUrlParameter?: string }): string =>
    payload.filterUrlParameter?.replace(/=.*/s, '') ?? type;

  function add(type: string, payload: object): void {
    const message = actionMessage(type, payload);
    if (type.startsWith('set-')) settings.set(kindOf(type, payload), message);
    else if (frame !== 'up') commands = [...commands, message].slice(-MOST_COMMANDS);
    if (frame !== 'down') post(message);
  }

  return {
    add,
    apply(wanted, inUrl) {
      const before = applied;
      applied = new Map(wanted.map(({ type, payload, value }) => [kindOf(type, payload), value]));
      for (const { type, payload, value } of wanted) {
        const kind = kindOf(type, payload);
        if (before.get(kind) === value) continue;
        if (inUrl && IN_URL.test(type)) settings.delete(kind);
        else add(type, payload);
      }
      for (const kind of before.keys()) {
        if (applied.has(kind)) continue;
        settings.delete(kind);
        if (kind.startsWith('f_') && !inUrl) add('set-filter', filterAction(kind, undefined));
      }
    },
    ready(confirmed) {
      frame = confirmed ? 'up' : 'silent';
      for (const message of [...settings.values(), ...commands]) post(message);
      if (confirmed) commands = [];
    },
    down() {
      frame = 'down';
    },
    clear() {
      settings.clear();
      applied.clear();
      commands = [];
    },
  };
}
