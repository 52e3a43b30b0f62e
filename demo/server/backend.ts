import { createSessionHandler, revokeSession } from '../../src/server/index.js';
import { cubeViewer, viewerOf } from './viewers.js';

/** How the host's backend is made to behave. */
export type Health = 'fine' | 'down' | 'slow' | 'denies' | 'overloaded';

/** One call for a session, for the page's log. */
export interface SessionCall {
  surface: string;
  reason: string;
  status: number;
}

/** A Cube tenant and the key to it. The key never leaves the server. */
export interface CubeAccount {
  tenantUrl: string;
  apiKey: string;
  deploymentId: number;
}

export const HEALTHS: readonly Health[] = ['fine', 'down', 'slow', 'denies', 'overloaded'];

const SLOW_MS = 4000;
const RETRY_AFTER_SECONDS = 5;

/** The host's side of the embeds: mints sessions for whoever is signed in, and revokes them. */
export class Backend {
  health: Health = 'fine';
  readonly #account: CubeAccount;
  readonly #onCall: (call: SessionCall) => void;
  readonly #handlers: Record<string, (request: Request) => Promise<Response>>;
  readonly #minted = new Map<string, string[]>();

  constructor(account: CubeAccount, onCall: (call: SessionCall) => void) {
    this.#account = account;
    this.#onCall = onCall;
    const identify = (request: Request) => {
      const person = viewerOf(request);
      return person && cubeViewer(person);
    };
    // The demo moves its clock: days of sessions fit into a minute.
    const common = { ...account, maxPerMinute: Infinity };
    this.#handlers = {
      '/cube-session': createSessionHandler({ ...common, identify }),
      // An endpoint of its own: what a viewer may do is decided here, not by what a page asks for.
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

  /** Answers a call for a session, as well as it can at the moment. */
  async answer(path: string, request: Request): Promise<Response> {
    const asked = (await request
      .clone()
      .json()
      .catch(() => ({}))) as Partial<SessionCall>;
    const response = (await this.#ailing()) ?? (await this.#handlers[path]!(request));
    if (response.ok) await this.#remember(request, response.clone());
    this.#onCall({
      surface: String(asked.surface),
      reason: String(asked.reason),
      status: response.status,
    });
    return response;
  }

  /** Revokes every session of this viewer's, and with them the tokens; gives their number. */
  async revokeAll(request: Request): Promise<number> {
    const id = viewerOf(request)?.id ?? '';
    const sessions = this.#minted.get(id) ?? [];
    this.#minted.delete(id);
    await Promise.all(sessions.map((session) => revokeSession(session, this.#account)));
    return sessions.length;
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
