import 'cube-embed';
import type {} from 'cube-embed/react';

/** With `lazy`, a viewer who starts on another route needs no session. */
export const Report = () => (
  <cube-embed-dashboard
    base-url="https://acme.cubecloud.dev"
    dashboard-id="sales"
    session-endpoint="/cube-session"
    loading="lazy"
  />
);
