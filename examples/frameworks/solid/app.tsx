import 'cube-embed';
import type { ColorScheme } from 'cube-embed';
import type {} from 'cube-embed/solid';
import { Show, createSignal } from 'solid-js';
import { fetchSession } from '../shared/session.ts';

const filters = { 'orders.status': 'completed' };

export function App() {
  const [shown, setShown] = createSignal(true);
  const [scheme, setScheme] = createSignal<ColorScheme>('light');
  const [said, setSaid] = createSignal('');
  return (
    <>
      <button onClick={() => setScheme('dark')}>Dark</button>
      <button onClick={() => setShown(!shown())}>Toggle</button>
      <output>{said()}</output>
      <Show when={shown()}>
        <cube-embed-dashboard
          base-url="https://acme.cubecloud.dev"
          dashboard-id="sales"
          prop:colorScheme={scheme()}
          prop:filters={filters}
          prop:fetchSession={fetchSession}
          on:cube-embed-ready={({ detail }) => setSaid(`Ready: ${detail.publicId}`)}
        />
      </Show>
    </>
  );
}
