import { EmbedDashboard, useCubeEmbed } from 'cube-embed/react';
import { useState } from 'react';
import { fetchSession } from '../../shared/session.ts';

export function App() {
  const { ref, status, error, renewing, path, renew, reload, setFilter } = useCubeEmbed();
  const [shown, setShown] = useState(true);
  return (
    <>
      <button onClick={() => void renew().catch(() => {})}>Renew</button>
      <button onClick={() => void reload().catch(() => {})}>Reload</button>
      <button onClick={() => setFilter({ 'orders.status': 'shipped' })}>Shipped</button>
      <button onClick={() => setShown(!shown)}>Toggle</button>
      <output>{[status, error?.code, renewing && 'renewing', path].filter(Boolean).join(' ')}</output>
      {shown && (
        <EmbedDashboard
          ref={ref}
          keep
          baseUrl="https://acme.cubecloud.dev"
          dashboardId="sales"
          fetchSession={fetchSession}
        />
      )}
    </>
  );
}
