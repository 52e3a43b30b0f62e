/**
 * The sessions of each user, so that a sign-out can revoke them. In memory, because this is an example: keep them where
 * you keep the sign-in itself, for a day. By then the tokens made from them have expired.
 */
const sessions = new Map<string, string[]>();

export function rememberSessions(userId: string, ...sessionIds: string[]): void {
  sessions.set(userId, [...(sessions.get(userId) ?? []), ...sessionIds]);
}

/** Returns the user's sessions, and forgets them. */
export function forgetSessions(userId: string): string[] {
  const ids = sessions.get(userId) ?? [];
  sessions.delete(userId);
  return ids;
}
