'use client';

import { EmbedDashboard } from 'cube-embed/react';
import { usePathname } from 'next/navigation';

/** In the layout, the embed survives navigation. With `lazy`, other pages need no session. */
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
