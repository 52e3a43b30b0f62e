// app/sign-out/route.ts
import { NO_COOKIE } from '../../sign-in';

export function POST(): Response {
  return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': NO_COOKIE } });
}
