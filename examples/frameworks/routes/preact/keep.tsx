import { EmbedDashboard } from 'cube-embed/preact';
import { useState } from 'preact/hooks';

export function App() {
  const [route, setRoute] = useState('reports');
  return (
    <>
      <nav>
        <button onClick={() => setRoute('reports')}>Reports</button>
        <button onClick={() => setRoute('settings')}>Settings</button>
      </nav>
      {route === 'reports' ? (
        <EmbedDashboard
          keep
          base-url="https://acme.cubecloud.dev"
          dashboard-id="sales"
          session-endpoint="/cube-session"
        />
      ) : (
        <h1>Settings</h1>
      )}
    </>
  );
}
