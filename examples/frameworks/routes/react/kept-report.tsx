import { EmbedDashboard } from 'cube-embed/react';

/** In the route: unmounted with it, and there at once when the viewer comes back. */
export const KeptReport = () => (
  <EmbedDashboard
    keep
    base-url="https://acme.cubecloud.dev"
    dashboard-id="sales"
    session-endpoint="/cube-session"
  />
);
