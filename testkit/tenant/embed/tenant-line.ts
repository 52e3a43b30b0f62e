import type { PageCommand, PageReport } from '../page-hub.js';

/** The page's connection to its tenant: the time, commands from tests, and reports for the tenant's log. */
export interface TenantLine {
  /** The last time that the tenant sent, in milliseconds since 1970. Not advanced by the browser's clock, which a test may fake. */
  now(): number;
  report(report: PageReport): void;
  /** Resolves when the tenant knows this page, or when the connection has failed. */
  connected: Promise<void>;
}

/** Opens the connection. `onTime` runs whenever the tenant sends the time, `onEmit` when a test emits an event. */
export function openTenantLine(
  url: string,
  startTime: number,
  hello: PageReport,
  handlers: { onTime(): void; onEmit(command: PageCommand & { kind: 'emit' }): void },
): TenantLine {
  let socket: WebSocket;
  let now = startTime;
  const connect = (): Promise<void> =>
    new Promise<void>((resolve) => {
      socket = new WebSocket(url);
      socket.addEventListener('open', () => socket.send(JSON.stringify(hello)));
      socket.addEventListener('message', ({ data }) => {
        const command = JSON.parse(String(data)) as PageCommand;
        if (command.kind === 'emit') {
          handlers.onEmit(command);
          return;
        }
        now = command.now;
        resolve();
        handlers.onTime();
      });
      // Without the connection, a page still works, with the time at which it was served.
      socket.addEventListener('close', () => resolve());
    });
  const connected = connect();
  addEventListener('pageshow', ({ persisted }) => {
    // The browser has closed the connection of a page that it kept in the back/forward cache.
    if (persisted) void connect();
  });
  return {
    now: () => now,
    report: (report) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(report));
    },
    connected,
  };
}
