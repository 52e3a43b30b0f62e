/** Runs in the host page: how long it takes to show an embed again, or one that was made ahead. */

const ready = () =>
  new Promise((resolve) => {
    addEventListener('message', function listen({ data }) {
      if (data?.type !== 'cube:event:ready') return;
      removeEventListener('message', listen);
      resolve();
    });
  });

/** After the next frame has been drawn, whatever the browser has to do for it. */
const drawn = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(undefined);
    });
  });

const settings = (tenantUrl, more) => ({
  baseUrl: tenantUrl,
  dashboardId: 'sales',
  sessionEndpoint: '/cube-session',
  ...more,
});

/** As in Cube's documentation of signed embedding: fetch a session, then set the iframe's `src`. */
async function snippet(tenantUrl) {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const up = ready();
  const response = await fetch('/cube-session', { method: 'POST' });
  const { sessionId } = await response.json();
  frame.src = `${tenantUrl}/embed/dashboard/sales?session=${sessionId}`;
  await up;
  await drawn();
  return frame;
}

async function element(tenantUrl, more) {
  const dashboard = document.createElement('cube-embed-dashboard');
  Object.assign(dashboard, settings(tenantUrl, more));
  const up = new Promise((resolve) => {
    dashboard.addEventListener('cube-embed-ready', resolve, { once: true });
  });
  document.body.append(dashboard);
  await up;
  await drawn();
  return dashboard;
}

const CONTENDERS = {
  snippet,
  element,
  keep: (tenantUrl, more) => element(tenantUrl, { keep: true, ...more }),
};

async function timed(contender, tenantUrl) {
  const began = performance.now();
  const shown = await CONTENDERS[contender](tenantUrl);
  return { shown, time: performance.now() - began };
}

function leave(shown) {
  shown.park?.();
  shown.remove();
}

/** Milliseconds until the embed is drawn. */
export const view = async (contender, tenantUrl) => (await timed(contender, tenantUrl)).time;

/** The same for a viewer who has been there before, in this page. */
export async function returnTo(contender, tenantUrl, away) {
  leave((await timed(contender, tenantUrl)).shown);
  await new Promise((resolve) => setTimeout(resolve, away));
  return view(contender, tenantUrl);
}

/** Makes an embed ahead, or a session for it. */
export function makeAhead(what, tenantUrl) {
  const { configure, prerender, preload } = window.cubeEmbed;
  configure(settings(tenantUrl));
  if (what === 'prerender') prerender(settings(tenantUrl));
  else preload({ dashboardId: 'sales', session: true });
}

/** How a page can hide an iframe that it keeps. The first one keeps its layout, as a parked embed does. */
const HIDDEN = {
  visibility: { visibility: 'hidden', position: 'fixed' },
  display: { display: 'none' },
};

/** Loads some embeds that nobody sees afterwards: iframes that are hidden in one of these ways, or parked embeds. */
export async function hide(how, tenantUrl, count) {
  for (let i = 0; i < count; i += 1) {
    const style = HIDDEN[how];
    const shown = style
      ? await snippet(tenantUrl)
      : await CONTENDERS.keep(tenantUrl, { params: { number: String(i) } });
    if (style) Object.assign(shown.style, style);
    else leave(shown);
  }
}
