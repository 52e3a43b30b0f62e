/** Runs in the host page: how the contenders add an embed to it. */

/** As in Cube's documentation of signed embedding: fetch a session, then set the iframe's `src`. */
async function snippet(tenantUrl) {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const response = await fetch('/cube-session', { method: 'POST' });
  const { sessionId } = await response.json();
  frame.src = `${tenantUrl}/embed/dashboard/sales?session=${sessionId}`;
}

/** The same with a session that is available at once. */
async function snippetAtOnce(tenantUrl, sessions) {
  const frame = document.createElement('iframe');
  frame.src = `${tenantUrl}/embed/dashboard/sales?session=${sessions.pop()}`;
  document.body.append(frame);
}

/** `preconnect`: see `configure`. `sessions`: sessions that are available at once. */
function element(tenantUrl, { preconnect, sessions }) {
  const { configure } = window.cubeEmbed;
  configure({ preconnect });
  const dashboard = document.createElement('cube-embed-dashboard');
  Object.assign(dashboard, { baseUrl: tenantUrl, dashboardId: 'sales' });
  if (sessions) dashboard.fetchSession = () => sessions.pop();
  else dashboard.sessionEndpoint = '/cube-session';
  document.body.append(dashboard);
}

const CONTENDERS = {
  snippet,
  snippetAtOnce: (tenantUrl, { sessions }) => snippetAtOnce(tenantUrl, sessions),
  element: (tenantUrl, { sessions }) => element(tenantUrl, { preconnect: true, sessions }),
  page: (tenantUrl, { sessions }) => element(tenantUrl, { preconnect: 'page', sessions }),
};

/** Starts what the host does ahead of time. */
export function begin(tenantUrl) {
  window.cubeEmbed.preload({ baseUrl: tenantUrl, dashboardId: 'sales' });
}

/** Milliseconds until all of these embeds have sent `ready`. */
export async function measure({ contender, tenantUrl, count = 1, sessions }) {
  const began = performance.now();
  let left = count;
  const all = new Promise((resolve) => {
    addEventListener('message', ({ data }) => {
      if (data?.type === 'cube:event:ready') left -= 1;
      if (!left) resolve(performance.now() - began);
    });
  });
  for (let i = 0; i < count; i += 1) void CONTENDERS[contender](tenantUrl, { sessions });
  return all;
}
