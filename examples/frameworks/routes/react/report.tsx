import 'cube-embed';
import type {} from 'cube-embed/react';

/** `lazy`: a viewer who begins on another route costs no session. */
export const Report = () => (
  <cube-embed-dashboard
    base-url="https://acme.cubecloud.dev"
    dashboard-id="sales"
    session-endpoint="/cube-session"
    loading="lazy"
  />
);
