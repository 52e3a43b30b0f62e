import { NO_COOKIE } from '../../../shared/sign-in.js';

export function POST() {
  return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': NO_COOKIE } });
}
