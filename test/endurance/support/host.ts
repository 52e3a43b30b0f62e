import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { createSessionHandler } from '../../../src/server/index.js';
import type { SessionHandler } from '../../../src/server/index.js';
import type { CubeTenant } from '../../../testkit/tenant/index.js';

const PAGE =
  '<!doctype html><html lang="en"><title>Host</title><style>*{--cube-embed-height:90px}body{display:none}</style>' +
  '<body><div></div><div></div><script type="module">import * as library from "/cube-embed.js"; window.library = library</script></body></html>';
const SCRIPT = readFileSync(new URL('../../../dist/cube-embed.js', import.meta.url));

const ENDPOINT = /^\/cube-session\/(\d+)$/;

/** How the host's backend answers. `slow`: as usual, but `ms` later in simulated time. */
export type Manner =
  | { kind: 'well' }
  | { kind: 'refuse'; status: number; retryAfter?: number }
  | { kind: 'cut-off' }
  | { kind: 'slow'; ms: number };

/** A session and the element that received it. */
export interface Answer {
  element: number;
  session: string;
}

/**
 * The host application: its page, and a session endpoint for each element, `/cube-session/{element}`. The elements' calls
 * carry the page's time, which sets the tenants' clock.
 */
export class Host {
  manner: Manner = { kind: 'well' };
  /** Sessions sent to the page since this list was last emptied. */
  answered: Answer[] = [];
  /** The number of sessions minted for calls that the page aborted. */
  givenUp = 0;
  /** Pending slow answers with their due times, in epoch milliseconds. */
  readonly #slow = new Map<() => void, number>();
  readonly #server: Server;

  private constructor(
    tenants: readonly CubeTenant[],
    apiKey: string,
    tenantOf: (element: number) => CubeTenant,
  ) {
    // Only one city's rows, because the embeds' own work is not tested here.
    const viewer = { externalId: 'ada', userAttributes: [{ name: 'city', value: 'Boston' }] };
    const identify = async (): Promise<typeof viewer> => viewer;
    const handlers = new Map(
      tenants.map((tenant) => [
        tenant,
        createSessionHandler({
          tenantUrl: tenant.url,
          apiKey,
          deploymentId: 1,
          identify,
          // the page's clock runs through months within minutes
          maxPerMinute: Infinity,
        }),
      ]),
    );
    const answer = createRequestListener(async (request) => {
      const element = ENDPOINT.exec(new URL(request.url).pathname)?.[1];
      if (element !== undefined) {
        const now = Number(request.headers.get('x-page-time'));
        if (tenants[0]!.clock.now() !== now) tenants[0]!.clock.set(now);
        return this.#answer(now, Number(element), handlers.get(tenantOf(Number(element)))!, request);
      }
      const isScript = new URL(request.url).pathname === '/cube-embed.js';
      const type = isScript ? 'text/javascript' : 'text/html; charset=utf-8';
      return new Response(isScript ? SCRIPT : PAGE, { headers: { 'content-type': type } });
    });
    this.#server = createServer((request, response) => {
      if (this.manner.kind === 'cut-off') request.socket.destroy();
      else answer(request, response);
    });
  }

  static async start(
    tenants: readonly CubeTenant[],
    apiKey: string,
    tenantOf: (element: number) => CubeTenant,
  ): Promise<Host> {
    const host = new Host(tenants, apiKey, tenantOf);
    await new Promise<void>((resolve) => host.#server.listen(0, 'localhost', resolve));
    return host;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The number of calls with a pending slow answer. */
  get held(): number {
    return this.#slow.size;
  }

  /** The due time of the next slow answer. */
  get nextAnswer(): number {
    return Math.min(Infinity, ...this.#slow.values());
  }

  /** Sends the slow answers that are due. */
  release(now: number): void {
    const due = [...this.#slow].filter(([, moment]) => moment <= now);
    for (const [go] of due) go();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(now: number, element: number, handler: SessionHandler, request: Request): Promise<Response> {
    const { manner } = this;
    if (manner.kind === 'refuse') {
      const { status, retryAfter } = manner;
      const headers: Record<string, string> = retryAfter ? { 'retry-after': String(retryAfter) } : {};
      return new Response('{}', { status, headers });
    }
    const response = await handler(request);
    const { sessionId: session } = (await response.clone().json()) as { sessionId?: string };
    // The session was minted when the call arrived; a slow backend delays its answer.
    if (manner.kind === 'slow') {
      await new Promise<void>((resolve) => {
        const go = (): void => {
          this.#slow.delete(go);
          resolve();
        };
        this.#slow.set(go, now + manner.ms);
        request.signal.addEventListener('abort', go);
      });
    }
    if (session && request.signal.aborted) this.givenUp += 1;
    else if (session) this.answered.push({ element, session });
    return response;
  }
}
