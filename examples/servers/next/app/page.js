import { cookies } from 'next/headers';
import Script from 'next/script';
import { userOf } from '../../shared/sign-in.js';

export default async function Page() {
  const user = userOf((await cookies()).toString());
  if (!user) {
    return (
      <form method="post" action="/sign-in?name=ada">
        <button>Sign in as Ada</button>
      </form>
    );
  }
  return (
    <>
      <Script type="module" src="/cube-embed.js" />
      <p>Signed in as {user.id}</p>
      <form method="post" action="/sign-out">
        <button>Sign out</button>
      </form>
      <cube-embed-dashboard
        base-url={process.env.CUBE_TENANT_URL}
        dashboard-id="sales"
        session-endpoint="/cube-session"
      />
    </>
  );
}
