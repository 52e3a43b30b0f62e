import type { Server } from 'node:http';

/** How many further ports are tried if the port is only the default. */
const TRIES = 20;

/** Starts listening on `localhost`. If the port is taken and was not requested, the next free one is used. */
export async function listen(server: Server, port: number, exact: boolean): Promise<void> {
  for (let candidate = port; ; candidate += 1) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        // To a browser, `localhost` and the tenant's `127.0.0.1` are different sites.
        server.listen(candidate, 'localhost', () => {
          server.off('error', reject);
          resolve();
        });
      });
      return;
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken || exact || candidate >= port + TRIES) throw error;
    }
  }
}
