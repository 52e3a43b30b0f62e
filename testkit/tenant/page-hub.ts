import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { TenantClock } from './clock.js';
import type { LogEvent } from './log.js';
import type { EmitOptions, TenantPage } from './types.js';

/** How often open pages are told the time, in milliseconds. */
const HEARTBEAT_MS = 1000;

/** What an open page tells the tenant. */
export type PageReport =
  | { kind: 'hello'; surface: TenantPage['surface']; url: string }
  | { kind: 'renewed' }
  | { kind: 'action' | 'event'; type: string; payload: unknown };

/** What the tenant tells an open page. */
export type PageCommand =
  { kind: 'clock'; now: number } | { kind: 'emit'; type: string; payload: unknown; raw: boolean };

/**
 * The line to the open embed pages. It is a WebSocket: browsers allow six HTTP connections to a host, and an
 * event stream for each of six embeds would use them up.
 *
 * Pages are told the tenant's time again and again and never reckon on from it: a test that fakes a page's own timers
 * then moves the host alone, and the tenant's clock moves the embed alone.
 */
export class PageHub {
  /** What a WebSocket must show to be taken for one of the tenant's pages. */
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
      // A page that goes away mid-frame is no event of interest; without a listener it would end the process.
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

/** A page is ours, but anybody can open a WebSocket: what does not fit is dropped. */
function parsed(text: string): PageReport | null {
  try {
    const report = JSON.parse(text) as PageReport | null;
    return report && ['hello', 'renewed', 'action', 'event'].includes(report.kind) ? report : null;
  } catch {
    return null;
  }
}
