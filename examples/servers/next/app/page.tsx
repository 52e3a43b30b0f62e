// app/page.tsx
import { cookies } from 'next/headers';
import { Suspense } from 'react';
import { userOf } from '../sign-in';
import { Dashboard } from './dashboard';

async function Report() {
  const user = userOf((await cookies()).toString());
  if (!user) {
    return (
      <form method="post" action="/sign-in?id=Ada@example.com">
        <button>Sign in as Ada</button>
      </form>
    );
  }
  return (
    <>
      <p>Signed in as {user.id}</p>
      <form method="post" action="/sign-out">
        <button>Sign out</button>
      </form>
      <Dashboard baseUrl={process.env.CUBE_TENANT_URL} dashboardId={process.env.CUBE_DASHBOARD_ID} />
    </>
  );
}

export default function Page() {
  return (
    <Suspense>
      <Report />
    </Suspense>
  );
}
