import type { ColorScheme } from 'cube-embed';
import { EmbedDashboard } from 'cube-embed/react';
import { useState } from 'react';
import { fetchSession } from '../shared/session.ts';

const filters = { 'orders.status': 'completed' };

export function App() {
  const [shown, setShown] = useState(true);
  const [scheme, setScheme] = useState<ColorScheme>('light');
  const [said, setSaid] = useState('');
  return (
    <>
      <button onClick={() => setScheme('dark')}>Dark</button>
      <button onClick={() => setShown(!shown)}>Toggle</button>
      <output>{said}</output>
      {shown && (
        <EmbedDashboard
          base-url="https://acme.cubecloud.dev"
          dashboard-id="sales"
          colorScheme={scheme}
          filters={filters}
          fetchSession={fetchSession}
          onCubeEmbedReady={({ detail }) => setSaid(`Ready: ${detail.publicId}`)}
        />
      )}
    </>
  );
}
