// sessions.ts
import { revokeSession } from 'cube-embed/server';

/**
 * The Cube sessions of each user. In memory, because this is an example: keep them where you keep the sign-in itself, for
 * a day. By then the tokens made from them have expired.
 */
const sessions = new Map<string, string[]>();

/** Keeps the id of the session that the endpoint answers with. */
export async function rememberSession(userId: string, response: Response): Promise<void> {
  if (!response.ok) return;
  const { sessionId } = (await response.clone().json()) as { sessionId: string };
  sessions.set(userId, [...(sessions.get(userId) ?? []), sessionId]);
}

/** Revokes the user's sessions. Failures are logged, so that they cannot keep the user from signing out. */
export async function revokeSessions(userId: string): Promise<void> {
  const ids = sessions.get(userId) ?? [];
  sessions.delete(userId);
  const cube = { tenantUrl: process.env.CUBE_TENANT_URL!, apiKey: process.env.CUBE_API_KEY! };
  const results = await Promise.allSettled(ids.map((id) => revokeSession(id, cube)));
  for (const result of results) {
    if (result.status === 'rejected') console.error('A Cube session was not revoked:', result.reason);
  }
}
