import { SessionDeniedError } from 'cube-embed/elements';
import type { FetchSession } from 'cube-embed/elements';

/** Requests a new session from your backend. */
export const fetchSession: FetchSession = async ({ signal }) => {
  const answer = await fetch('/cube-session', { method: 'POST', signal });
  if ([401, 403].includes(answer.status)) throw new SessionDeniedError();
  if (!answer.ok) throw new Error(`The session endpoint answered ${answer.status}.`);
  return answer.json();
};
