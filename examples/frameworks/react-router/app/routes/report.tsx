import type { ColorScheme } from 'cube-embed';
import { EmbedDashboard } from 'cube-embed/react';
import { useState } from 'react';
import { Link, useLoaderData } from 'react-router';

export const loader = () => ({ baseUrl: process.env.CUBE_TENANT_URL });

const filters = { 'orders.status': 'completed' };

export default function Report() {
  const { baseUrl } = useLoaderData<typeof loader>();
  const [shown, setShown] = useState(true);
  const [scheme, setScheme] = useState<ColorScheme>('light');
  const [said, setSaid] = useState('');
  return (
    <>
      <nav>
        <Link to="/settings">Settings</Link>
      </nav>
      <button onClick={() => setScheme('dark')}>Dark</button>
      <button onClick={() => setShown(!shown)}>Toggle</button>
      <output>{said}</output>
      {shown && (
        <EmbedDashboard
          base-url={baseUrl}
          dashboard-id="sales"
          session-endpoint="/cube-session"
          colorScheme={scheme}
          filters={filters}
          onCubeEmbedReady={({ detail }) => setSaid(`Ready: ${detail.publicId}`)}
        />
      )}
    </>
  );
}
