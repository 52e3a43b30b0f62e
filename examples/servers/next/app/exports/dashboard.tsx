'use client';

import type { CubeEmbedDashboard } from 'cube-embed';
import { EmbedDashboard } from 'cube-embed/react';
import { useRef } from 'react';
import { ExportButton } from './export-button';

export function Dashboard({ baseUrl, dashboardId }: { baseUrl?: string; dashboardId?: string }) {
  const dashboard = useRef<CubeEmbedDashboard>(null);
  return (
    <>
      <ExportButton dashboard={dashboard} />
      <EmbedDashboard
        ref={dashboard}
        baseUrl={baseUrl}
        dashboardId={dashboardId}
        filters={{ 'orders.status': 'completed' }}
        sessionEndpoint="/cube-session"
      />
    </>
  );
}
