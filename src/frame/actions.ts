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
/** Commands kept for a frame that is not up yet. */
const MOST_COMMANDS = 1_000;

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

/** The settings that a frame's URL can carry. */
const IN_URL = /^set-(locale|timezone|filter)$/;

/** A setting for a frame that is not ready yet, and for the frames after it. */
interface Kept {
  message: object;
  /** As in a payload of `set-filter`, where it is a filter. */
  filter: string | undefined;
  /** It comes from the element's properties, which each new frame begins with; the others came by `sendAction`. */
  isOwn: boolean;
}

/**
 * Actions for a frame, sent now or when it is ready. Settings (`set-…`): the latest of each kind, and again for each new
 * frame, the filters in one action. Commands: in order, and once.
 */
export interface ActionQueue {
  /** The host sends an action. */
  add(type: string, payload: object): void;
  /** The element's settings as they are now: sends what has changed, and forgets what has been taken away. */
  apply(settings: readonly LiveSetting[]): void;
  /** A new frame begins with these parameters in its URL: of the element's settings, it needs the others. */
  load(carried: ReadonlySet<string>): void;
  /** A frame is up. */
  ready(confirmed: boolean): void;
  /** No frame is up any more. */
  down(): void;
  /** Forgets everything; for another embed. */
  clear(): void;
}

/** `warn`: tells the host's developers what could not be sent. */
export function createActionQueue(
  post: (message: object) => void,
  warn: (text: string) => void,
): ActionQueue {
  const kept = new Map<string, Kept>();
  /** The element's settings as the frame knows them, or will when it is up. */
  let applied = new Map<string, LiveSetting>();
  let commands: object[] = [];
  let dropped = 0;
  /** A silent frame counts as ready, but may only be slow: what it is sent is kept for when it speaks. */
  let frame: 'down' | 'silent' | 'up' = 'down';

  function add(type: string, payload: object, isOwn: boolean): void {
    const message = actionMessage(type, payload);
    if (type.startsWith('set-')) keep(type, payload, message, isOwn);
    else if (frame !== 'up') commands.push(message);
    if (frame !== 'down') post(message);
    else if (commands.length > MOST_COMMANDS) {
      commands.shift();
      dropped++;
    }
  }

  function keep(type: string, payload: object, message: object, isOwn: boolean): void {
    const { filterUrlParameter } = payload as { filterUrlParameter?: unknown };
    if (type !== 'set-filter' || typeof filterUrlParameter !== 'string') {
      kept.set(type, { message, filter: undefined, isOwn });
      return;
    }
    for (const filter of splitFilters(filterUrlParameter)) {
      kept.set(filter.replace(/=.*/s, '='), { message, filter, isOwn });
    }
  }

  return {
    add(type, payload) {
      add(type, payload, false);
    },
    apply(settings) {
      const before = applied;
      applied = new Map(settings.map((setting) => [kindOf(setting), setting]));
      const filters: string[] = [];
      for (const [kind, { type, payload, parameter, value }] of applied) {
        if (before.get(kind)?.value === value) continue;
        if (type === 'set-filter') filters.push(filterText(parameter ?? '', value));
        else add(type, payload, true);
      }
      for (const [kind, { type, parameter }] of before) {
        if (applied.has(kind)) continue;
        kept.delete(kind);
        // Only a filter can be taken away from a frame.
        if (type === 'set-filter' && parameter) filters.push(filterText(parameter));
      }
      if (filters.length) add('set-filter', filterAction(filters), true);
    },
    load(carried) {
      for (const [kind, { isOwn }] of kept) if (isOwn) kept.delete(kind);
      for (const [kind, { type, payload, parameter }] of applied) {
        const isCarried = IN_URL.test(type) && carried.has(parameter ?? '');
        // What the host has sent since stands.
        if (!isCarried && !kept.has(kind)) keep(type, payload, actionMessage(type, payload), true);
      }
    },
    ready(confirmed) {
      frame = confirmed ? 'up' : 'silent';
      const filters = [...kept.values()].flatMap(({ filter }) => filter ?? []);
      for (const { message, filter } of kept.values()) if (filter === undefined) post(message);
      if (filters.length) post(actionMessage('set-filter', filterAction(filters)));
      for (const message of commands) post(message);
      if (dropped) {
        warn(
          `The first ${dropped} actions were not sent: only the last ${MOST_COMMANDS} can wait for the embed.`,
        );
      }
      dropped = 0;
      if (confirmed) commands = [];
    },
    down() {
      frame = 'down';
    },
    clear() {
      kept.clear();
      applied.clear();
      commands = [];
      dropped = 0;
    },
  };
}

/** A filter is a kind of its own for each member. */
function kindOf({ type, parameter }: LiveSetting): string {
  return type === 'set-filter' && parameter ? filterText(parameter, '') : type;
}
