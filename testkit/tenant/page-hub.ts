import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { TenantClock } from './clock.js';
import type { LogEvent } from './log.js';
import type { EmitOptions, TenantPage } from './types.js';

/** Interval in milliseconds for sending the time to open pages. */
const HEARTBEAT_MS = 1000;

/** A message of an open page to the tenant. */
export type PageReport =
  | { kind: 'hello'; surface: TenantPage['surface']; url: string }
  | { kind: 'renewed' }
  /** A parameter has no effect. */
  | { kind: 'ignored'; parameter: string; reason: string }
  | { kind: 'action' | 'event'; type: string; payload: unknown };

/** A message of the tenant to an open page. */
export type PageCommand =
  { kind: 'clock'; now: number } | { kind: 'emit'; type: string; payload: unknown; raw: boolean };

/**
 * The connections to the open embed pages. They are WebSockets, because browsers allow only six HTTP connections per host,
 * and event streams of six embeds would use them up.
 *
 * The tenant sends its time to the pages repeatedly, and pages never advance it themselves. So a test that fakes the
 * browser's timers moves only the host, and the tenant's clock moves only the embed.
 */
export class PageHub {
  /** Proves that a WebSocket comes from one of the tenant's pages. */
  readonly ticket = randomBytes(16).toString('hex');
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  readonly #pages = new Map<WebSocket, TenantPage>();
  readonly #clock: TenantClock;
  readonly #record: (event: LogEvent) => void;
  #stopTelling: (() => void) | undefined;

  constructor(clock: TenantClock, record: (event: LogEvent) => void) {
    this.#clock = clock;
    this.#record = record;
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (page) => {
      page.on('message', (data) => this.#hear(page, (data as Buffer).toString()));
      page.on('close', () => this.#forget(page));
      // Without a listener, an error of a page that disappears mid-frame would end the process.
      page.on('error', () => page.terminate());
    });
  }

  emit(type: string, payload: unknown, { surface, raw = false }: EmitOptions): number {
    const targets = [...this.#pages].filter(([, page]) => !surface || page.surface === surface);
    for (const [page] of targets) tell(page, { kind: 'emit', type, payload, raw });
    return targets.length;
  }

  get pages(): TenantPage[] {
    return [...this.#pages.values()];
  }

  close(): void {
    for (const page of this.#server.clients) {
      page.terminate();
      this.#forget(page);
    }
  }

  #hear(page: WebSocket, text: string): void {
    const report = parsed(text);
    if (report?.kind === 'hello') {
      this.#pages.set(page, { surface: report.surface, url: report.url });
      this.#stopTelling ??= this.#keepTellingTime();
      tell(page, this.#time());
      return;
    }
    const surface = this.#pages.get(page)?.surface;
    if (!report || !surface) return;
    if (report.kind === 'renewed') this.#record({ kind: 'renewed', surface });
    else if (report.kind === 'ignored')
      this.#record({ kind: 'ignored', surface, parameter: report.parameter, reason: report.reason });
    else this.#record({ kind: report.kind, surface, type: report.type, payload: report.payload });
  }

  #forget(page: WebSocket): void {
    this.#pages.delete(page);
    if (this.#pages.size > 0) return;
    this.#stopTelling?.();
    this.#stopTelling = undefined;
  }

  #keepTellingTime(): () => void {
    const stopListening = this.#clock.onMove(() => this.#tellTime());
    const heartbeat = setInterval(() => this.#tellTime(), HEARTBEAT_MS).unref();
    return () => {
      stopListening();
      clearInterval(heartbeat);
    };
  }

  #tellTime(): void {
    for (const page of this.#pages.keys()) tell(page, this.#time());
  }

  #time(): PageCommand {
    return { kind: 'clock', now: this.#clock.now() };
  }
}

function tell(page: WebSocket, command: PageCommand): void {
  if (page.readyState === WebSocket.OPEN) page.send(JSON.stringify(command));
}

/** Parses a page's message. Returns `null` for anything else: the sender may not be one of our pages. */
function parsed(text: string): PageReport | null {
  try {
    const report = JSON.parse(text) as PageReport | null;
    return report && ['hello', 'renewed', 'ignored', 'action', 'event'].includes(report.kind) ? report : null;
  } catch {
    return null;
  }
}
