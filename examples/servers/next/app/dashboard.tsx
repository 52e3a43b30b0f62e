// app/dashboard.tsx
'use client';

import 'cube-embed';
import type {} from 'cube-embed/react';

export function Dashboard({ baseUrl, dashboardId }: { baseUrl?: string; dashboardId?: string }) {
  return (
    <cube-embed-dashboard base-url={baseUrl} dashboard-id={dashboardId} session-endpoint="/cube-session" />
  );
}
