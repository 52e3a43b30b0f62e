'use client';

import { EmbedDashboard } from 'cube-embed/react';
import { usePathname } from 'next/navigation';

/** In the layout, so that no page takes it away; `lazy`, so that other pages cost no session. */
export function KeptDashboard({ baseUrl }: { baseUrl: string | undefined }) {
  return (
    <div hidden={usePathname() !== '/kept'}>
      <EmbedDashboard
        base-url={baseUrl}
        dashboard-id="sales"
        session-endpoint="/cube-session"
        loading="lazy"
      />
    </div>
  );
}
