import { connection } from 'next/server';
import { Suspense } from 'react';
import { Dashboard } from './dashboard';

async function Report() {
  // Read the tenant at request time, not at build time.
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
