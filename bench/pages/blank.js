/** Runs in the host page: measures how long no ready embed is visible during a renewal. */

/** The windows that have sent `ready`. */
const ready = new Set();
let onReady;

addEventListener('message', ({ data, source }) => {
  if (data?.type !== 'cube:event:ready') return;
  ready.add(source);
  // one task later, when the element has received it too
  setTimeout(onReady);
});

const nextReady = () => new Promise((resolve) => (onReady = resolve));

async function session() {
  const response = await fetch('/cube-session', { method: 'POST' });
  return (await response.json()).sessionId;
}

/** What a host does by hand: load a new session in the same iframe. */
function snippet(tenantUrl) {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return {
    async renew() {
      const sessionId = await session();
      ready.delete(frame.contentWindow);
      frame.src = `${tenantUrl}/embed/dashboard/sales?session=${sessionId}`;
      await nextReady();
    },
    isShown: () => ready.has(frame.contentWindow),
  };
}

function element(tenantUrl) {
  const dashboard = document.createElement('cube-embed-dashboard');
  Object.assign(dashboard, { baseUrl: tenantUrl, dashboardId: 'sales', sessionEndpoint: '/cube-session' });
  let loaded = false;
  return {
    async renew() {
      const up = nextReady();
      if (loaded) await dashboard.renew();
      else document.body.append(dashboard);
      loaded = true;
      await up;
    },
    isShown: () =>
      [...dashboard.shadowRoot.querySelectorAll('iframe')].some(
        (frame) =>
          ready.has(frame.contentWindow) && frame.checkVisibility({ opacityProperty: true }) && !frame.inert,
      ),
  };
}

const CONTENDERS = { snippet, element };

/** Renews several times; returns for each renewal the longest time without a ready embed, in milliseconds. */
export async function longestBlanks(contender, tenantUrl, renewals) {
  const embed = CONTENDERS[contender](tenantUrl);
  await embed.renew();
  const blanks = [];
  for (let i = 0; i < renewals; i += 1) blanks.push(await watch(embed));
  return blanks;
}

async function watch({ renew, isShown }) {
  let longest = 0;
  let seen = performance.now();
  let over = false;
  const looking = (async () => {
    while (!over) {
      const now = await new Promise(requestAnimationFrame);
      if (isShown()) seen = now;
      else longest = Math.max(longest, now - seen);
    }
  })();
  await renew();
  over = true;
  await looking;
  return longest;
}
