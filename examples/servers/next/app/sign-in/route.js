import { NO_COOKIE, cookieFor } from '../../../shared/sign-in.js';

export function POST(request) {
  const cookie = cookieFor(new URL(request.url).searchParams.get('name')) ?? NO_COOKIE;
  return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': cookie } });
}
