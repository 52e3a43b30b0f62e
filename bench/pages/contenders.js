/** Runs in the host page: how the contenders put an embed on it. */

/** As the documentation of Cube's signed embedding has it: fetch a session, then set the iframe's `src`. */
async function snippet(tenantUrl) {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const response = await fetch('/cube-session', { method: 'POST' });
  const { sessionId } = await response.json();
  frame.src = `${tenantUrl}/embed/dashboard/sales?session=${sessionId}`;
}

function element(tenantUrl) {
  const dashboard = document.createElement('cube-embed-dashboard');
  dashboard.baseUrl = tenantUrl;
  dashboard.dashboardId = 'sales';
  dashboard.sessionEndpoint = '/cube-session';
  document.body.append(dashboard);
}

const CONTENDERS = { snippet, element };
/** Milliseconds since 1970. */
const clock = () => performance.timeOrigin + performance.now();

/** Resolves with when the embed was begun and when its `ready` arrived. */
export function measure(contender, tenantUrl) {
  return new Promise((resolve, reject) => {
    const began = clock();
    addEventListener('message', ({ data }) => {
      if (data?.type === 'cube:event:ready') resolve({ began, ready: clock() });
    });
    Promise.resolve(CONTENDERS[contender](tenantUrl)).catch(reject);
  });
}
