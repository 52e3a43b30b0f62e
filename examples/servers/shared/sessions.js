/**
 * The sessions that were minted for each user, so that a sign-out can revoke them. In memory, because these hosts are
 * small: a real one keeps them beside the sign-in, for a day (the token made of a session ends by then).
 */
const sessions = new Map();

export function remember(userId, sessionId) {
  sessions.set(userId, [...(sessions.get(userId) ?? []), sessionId]);
}

/** The user's sessions; they are forgotten by this. */
export function forget(userId) {
  const ids = sessions.get(userId) ?? [];
  sessions.delete(userId);
  return ids;
}
