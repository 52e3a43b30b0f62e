import { EmbedDashboard } from 'cube-embed/react';
import { Link, useLoaderData } from 'react-router';

export const loader = () => ({ baseUrl: process.env.CUBE_TENANT_URL });

export default function Keep() {
  const { baseUrl } = useLoaderData<typeof loader>();
  return (
    <>
      <nav>
        <Link to="/keep/settings">Settings</Link>
      </nav>
      <EmbedDashboard keep base-url={baseUrl} dashboard-id="sales" session-endpoint="/cube-session" />
    </>
  );
}
