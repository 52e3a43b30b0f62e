import 'cube-embed';
import type {} from 'cube-embed/solid';
import { Show, createSignal } from 'solid-js';

export function App() {
  const [route, setRoute] = createSignal('reports');
  return (
    <>
      <nav>
        <button onClick={() => setRoute('reports')}>Reports</button>
        <button onClick={() => setRoute('settings')}>Settings</button>
      </nav>
      <div hidden={route() !== 'reports'}>
        <cube-embed-dashboard
          base-url="https://acme.cubecloud.dev"
          dashboard-id="sales"
          session-endpoint="/cube-session"
          loading="lazy"
        />
      </div>
      <Show when={route() === 'settings'}>
        <h1>Settings</h1>
      </Show>
    </>
  );
}
