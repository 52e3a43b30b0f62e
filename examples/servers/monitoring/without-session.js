// without-session.js
/** Removes sessions from the addresses in a text. */
export const withoutSession = (text) => text.replace(/([?&](?:session|sessionId)=)[^&#"'\s]+/g, '$1removed');

/** The same for all texts of an object. */
export const withoutSessions = (data) => JSON.parse(withoutSession(JSON.stringify(data)));
