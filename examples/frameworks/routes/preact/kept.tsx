import 'cube-embed';
import type {} from 'cube-embed/preact';
import { useState } from 'preact/hooks';

export function App() {
  const [route, setRoute] = useState('reports');
  return (
    <>
      <nav>
        <button onClick={() => setRoute('reports')}>Reports</button>
        <button onClick={() => setRoute('settings')}>Settings</button>
      </nav>
      <div hidden={route !== 'reports'}>
        <cube-embed-dashboard
          base-url="https://acme.cubecloud.dev"
          dashboard-id="sales"
          session-endpoint="/cube-session"
          loading="lazy"
        />
      </div>
      {route === 'settings' && <h1>Settings</h1>}
    </>
  );
}
