import { connection } from 'next/server';
import { Suspense } from 'react';
import { Dashboard } from './dashboard';

async function Report() {
  // The tenant is read when the page is asked for, not when it is built.
  await connection();
  return <Dashboard baseUrl={process.env.CUBE_TENANT_URL} />;
}

export default function Page() {
  return (
    <Suspense fallback={<p>Loading…</p>}>
      <Report />
    </Suspense>
  );
}
