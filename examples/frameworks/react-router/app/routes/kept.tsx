import { EmbedDashboard } from 'cube-embed/react';
import { Link, Outlet, useLoaderData, useLocation } from 'react-router';

export const loader = () => ({ baseUrl: process.env.CUBE_TENANT_URL });

/** The layout of some routes. The embed stays mounted and is hidden on the others. */
export default function Kept() {
  const { baseUrl } = useLoaderData<typeof loader>();
  return (
    <>
      <nav>
        <Link to="/kept">Reports</Link> <Link to="/kept/settings">Settings</Link>
      </nav>
      <div hidden={useLocation().pathname !== '/kept'}>
        <EmbedDashboard
          base-url={baseUrl}
          dashboard-id="sales"
          session-endpoint="/cube-session"
          loading="lazy"
        />
      </div>
      <Outlet />
    </>
  );
}
