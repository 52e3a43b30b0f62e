// app/sign-in/route.ts
import { cookieFor } from '../../sign-in';

export function POST(request: Request): Response {
  const cookie = cookieFor(new URL(request.url).searchParams.get('id'));
  return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': cookie } });
}
