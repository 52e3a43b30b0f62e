import { useCubeEmbed } from 'cube-embed/preact';
import { useState } from 'preact/hooks';
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
        <cube-embed-dashboard
          ref={ref}
          keep
          base-url="https://acme.cubecloud.dev"
          dashboard-id="sales"
          fetchSession={fetchSession}
        />
      )}
    </>
  );
}
