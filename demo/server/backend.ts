import { createSessionHandler, revokeSession } from '../../src/server/index.js';
import { cubeViewer, viewerOf } from './viewers.js';

/** How the host's backend behaves. */
export type Health = 'fine' | 'down' | 'slow' | 'denies' | 'overloaded';

/** A Cube tenant and its API key. The key never leaves the server. */
export interface CubeAccount {
  tenantUrl: string;
  apiKey: string;
  deploymentId: number;
}

export const HEALTHS: readonly Health[] = ['fine', 'down', 'slow', 'denies', 'overloaded'];

const SLOW_MS = 4000;
const RETRY_AFTER_SECONDS = 5;
/** How long a sign-out waits for the tenant, in milliseconds. */
const REVOKE_MS = 3000;

/** The host's side of the embeds: mints and revokes sessions for the signed-in viewer. */
export class Backend {
  health: Health = 'fine';
  readonly #account: CubeAccount;
  readonly #handlers: Record<string, (request: Request) => Promise<Response>>;
  readonly #minted = new Map<string, string[]>();

  /** `emulated`: the tenant has the demo's user attributes; a real one would refuse a session that names them. */
  constructor(account: CubeAccount, emulated: boolean) {
    this.#account = account;
    const identify = (request: Request) => {
      const person = viewerOf(request);
      return person && cubeViewer(person, emulated);
    };
    // The demo moves the clock, so a minute can contain days of sessions.
    const common = { ...account, maxPerMinute: Infinity };
    this.#handlers = {
      '/cube-session': createSessionHandler({ ...common, identify }),
      // A separate endpoint: the server decides what a viewer may do, not the page's request.
      '/cube-session/creator': createSessionHandler({
        ...common,
        identify(request) {
          const viewer = identify(request);
          return viewer && { ...viewer, creatorMode: true, embedTenantName: 'fernway-coffee' };
        },
      }),
    };
  }

  handles(path: string): boolean {
    return Object.hasOwn(this.#handlers, path);
  }

  /** Answers a session call as the backend currently behaves. */
  async answer(path: string, request: Request): Promise<Response> {
    const response = (await this.#ailing()) ?? (await this.#handlers[path]!(request));
    if (response.ok) await this.#remember(request, response.clone());
    return response;
  }

  /** Revokes all sessions of this viewer, and so their tokens. Returns how many, and for how many Cube did not answer. */
  async revokeAll(request: Request): Promise<{ revoked: number; failed: number }> {
    const id = viewerOf(request)?.id ?? '';
    const sessions = this.#minted.get(id) ?? [];
    this.#minted.delete(id);
    const results = await Promise.allSettled(
      sessions.map((session) => revokeSession(session, { ...this.#account, timeoutMs: REVOKE_MS })),
    );
    const failed = results.filter(({ status }) => status === 'rejected').length;
    return { revoked: sessions.length - failed, failed };
  }

  async #ailing(): Promise<Response | null> {
    switch (this.health) {
      case 'down':
        return Response.json({ error: 'The backend is down, on purpose.' }, { status: 503 });
      case 'denies':
        return Response.json({ error: 'The backend denies, on purpose.' }, { status: 403 });
      case 'overloaded':
        return Response.json(
          { error: 'Too many requests, on purpose.' },
          { status: 429, headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } },
        );
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
        return null;
      case 'fine':
        return null;
    }
  }

  async #remember(request: Request, response: Response): Promise<void> {
    const { sessionId } = (await response.json()) as { sessionId: string };
    const id = viewerOf(request)?.id ?? '';
    this.#minted.set(id, [...(this.#minted.get(id) ?? []), sessionId]);
  }
}
