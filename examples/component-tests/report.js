import 'cube-embed';

/** A part of an application: a dashboard, a status line and a button that filters the dashboard. */
export function mountReport(container) {
  container.innerHTML = `
    <p role="status">Loading</p>
    <button>Completed orders</button>
    <cube-embed-dashboard
      base-url="https://acme.cubecloud.dev"
      dashboard-id="sales"
      session-endpoint="/cube-session"
    ></cube-embed-dashboard>`;
  const status = container.querySelector('[role=status]');
  const dashboard = container.querySelector('cube-embed-dashboard');

  dashboard.addEventListener('cube-embed-ready', ({ detail }) => {
    status.textContent = `Ready: ${detail.publicId}`;
  });
  dashboard.addEventListener('cube-embed-error', ({ detail }) => {
    status.textContent = `Failed: ${detail.error.code}`;
  });
  container.querySelector('button').onclick = () => {
    dashboard.setFilter({ 'orders.status': 'completed' });
  };
}
