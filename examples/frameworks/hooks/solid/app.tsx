import 'cube-embed';
import { useCubeEmbed } from 'cube-embed/solid';
import { Show, createSignal } from 'solid-js';
import { fetchSession } from '../../shared/session.ts';

export function App() {
  const { ref, status, error, renewing, path, renew, reload, setFilter } = useCubeEmbed();
  const [shown, setShown] = createSignal(true);
  return (
    <>
      <button onClick={() => void renew().catch(() => {})}>Renew</button>
      <button onClick={() => void reload().catch(() => {})}>Reload</button>
      <button onClick={() => setFilter({ 'orders.status': 'shipped' })}>Shipped</button>
      <button onClick={() => setShown(!shown())}>Toggle</button>
      <output>{[status(), error()?.code, renewing() && 'renewing', path()].filter(Boolean).join(' ')}</output>
      <Show when={shown()}>
        <cube-embed-dashboard
          ref={ref}
          keep
          base-url="https://acme.cubecloud.dev"
          dashboard-id="sales"
          prop:fetchSession={fetchSession}
        />
      </Show>
    </>
  );
}
