import type { PageCommand, PageReport } from '../page-hub.js';

/** The page's line to its tenant: the time, commands from tests, and reports for the tenant's log. */
export interface TenantLine {
  /** The tenant's time in milliseconds since 1970. Never reckoned on from the machine's clock, which a test may have faked. */
  now(): number;
  report(report: PageReport): void;
  /** Settles when the tenant knows this page, or when the line could not be made. */
  connected: Promise<void>;
}

/** Opens the line. `onTime` runs whenever the tenant tells the time, `onEmit` when a test wants a message posted. */
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
      // Without the line a page still works, on the time it was served at.
      socket.addEventListener('close', () => resolve());
    });
  const connected = connect();
  addEventListener('pageshow', ({ persisted }) => {
    // The browser has cut the line of a page that it kept for the Back button.
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
