import 'cube-embed';
import { keep } from 'cube-embed/solid';
import { Show, createSignal } from 'solid-js';

export function App() {
  const [route, setRoute] = createSignal('reports');
  return (
    <>
      <nav>
        <button onClick={() => setRoute('reports')}>Reports</button>
        <button onClick={() => setRoute('settings')}>Settings</button>
      </nav>
      <Show when={route() === 'reports'} fallback={<h1>Settings</h1>}>
        <cube-embed-dashboard
          ref={keep}
          keep
          base-url="https://acme.cubecloud.dev"
          dashboard-id="sales"
          session-endpoint="/cube-session"
        />
      </Show>
    </>
  );
}
