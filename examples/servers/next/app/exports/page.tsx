import { connection } from 'next/server';
import { Suspense } from 'react';
import { Dashboard } from './dashboard';

async function Report() {
  // The settings are those of the server that runs, not of the build.
  await connection();
  return <Dashboard baseUrl={process.env.CUBE_TENANT_URL} dashboardId={process.env.CUBE_DASHBOARD_ID} />;
}

export default function Page() {
  return (
    <Suspense>
      <Report />
    </Suspense>
  );
}
