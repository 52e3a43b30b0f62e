/** Colours, font and corners of an embed; Cube's embedTheme object. */
export interface EmbedTheme {
  font?: string | null;
  primaryColor?: string | null;
  borderRadius?: string | number | null;
  chat?: { inputColor?: string | null } | null;
  analyticsChat?: {
    backgroundColor?: string | null;
    chatInput?: { backgroundColor?: string | null; borderColor?: string | null } | null;
  } | null;
  [key: string]: unknown;
}

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

/**
 * Actions for a frame, now or when it is ready: settings (`set-…`) the latest of a kind and again for each new
 * frame, commands in order and once.
 */
export interface ActionQueue {
  add(type: string, payload: object): void;
  /** A frame is up. */
  ready(confirmed: boolean): void;
  /** No frame is up any more. */
  down(): void;
  /** Forgets everything; for another embed. */
  clear(): void;
}

export function createActionQueue(post: (message: object) => void): ActionQueue {
  const settings = new Map<string, object>();
  let commands: object[] = [];
  /** A silent frame counts as ready, but may only be slow: what it is sent is kept for when it speaks. */
  let frame: 'down' | 'silent' | 'up' = 'down';

  return {
    add(type, payload) {
      const message = actionMessage(type, payload);
      if (type.startsWith('set-')) {
        // A filter is a kind of its own for each member.
        const { filterUrlParameter = '' } = payload as { filterUrlParameter?: string };
        settings.set(`${type} ${filterUrlParameter.replace(/=.*/s, '')}`, message);
      } else if (frame !== 'up') {
        commands = [...commands, message].slice(-MOST_COMMANDS);
      }
      if (frame !== 'down') post(message);
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
      commands = [];
    },
  };
}
