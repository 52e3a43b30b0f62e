import { EmbedDashboard } from 'cube-embed/react';
import { connection } from 'next/server';
import { Suspense } from 'react';

async function Report() {
  await connection();
  return (
    <EmbedDashboard
      keep
      base-url={process.env.CUBE_TENANT_URL}
      dashboard-id="sales"
      session-endpoint="/cube-session"
    />
  );
}

export default function Page() {
  return (
    <Suspense fallback={<p>Loading…</p>}>
      <Report />
    </Suspense>
  );
}
