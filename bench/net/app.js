/**
 * The embed's page with 830 KB of assets, like a dashboard with charts. They are incompressible, so that their size is the
 * number of bytes on the network.
 */
const NUMBERS = 4;
let seed = 1;
/** The same numbers in every run (a linear congruential generator). */
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const word = () => Math.floor(random() * 1e15).toString(36);

function fill(bytes, piece) {
  const pieces = [];
  for (let length = 0; length < bytes; length += pieces.at(-1).length) pieces.push(piece());
  return pieces.join('');
}

/** Functions that are parsed when the script loads, and compiled when they are called, like most of a bundle. */
const code = (bytes) =>
  fill(bytes, () => {
    const numbers = Array.from({ length: NUMBERS }, word);
    return `function _${numbers[0]}(a,b){return a[b]==="${numbers[1]}"?b+"${numbers[2]}":_${numbers[0]}(b,"${numbers[3]}")}\n`;
  });

const MAIN = `
const query = new URLSearchParams(location.search);
const ask = async (path, body, headers) =>
  (await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) })).json();
const say = (type, payload) => parent.postMessage({ source: 'cube-embed', direction: 'event', type: 'cube:event:' + type,
  surface: 'dashboard', timestamp: Date.now(), payload }, '*');
(async () => {
  const { token } = await ask('/api/v1/embed/session/token', { sessionId: query.get('session') });
  if (!token) return;
  await fetch('/assets/data.json?' + token.slice(-8), { headers: { Authorization: 'Embed-Token ' + token } });
  document.body.append('Sales');
  say('ready', { mode: 'signed', embedTenant: null, deploymentId: 1 });
})();
`;

export const ASSETS = {
  'assets/style.css': fill(60_000, () => `._${word()}{margin:${Math.floor(random() * 90)}px}\n`),
  'assets/vendor.js': code(480_000),
  'assets/charts.js': code(170_000),
  'assets/main.js': code(100_000) + MAIN,
  'assets/data.json': JSON.stringify(fill(20_000, word)),
};

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Dashboard</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/style.css">
<script defer src="/assets/vendor.js"></script>
<script defer src="/assets/charts.js"></script>
<script defer src="/assets/main.js"></script>
<body></body></html>`;

/** The tenant as an nginx site: the page and its assets are files, the API is the emulated tenant's. */
export const tenantSite = (apiPort) => ({
  files: { ...ASSETS, 'page.html': PAGE },
  locations: `
    location /embed/ { rewrite ^ /page.html break; add_header Cache-Control no-store; }
    location /assets/ { add_header Cache-Control "public, max-age=31536000, immutable"; }
    location = /assets/data.json { add_header Cache-Control no-store; }
    location /api/ { proxy_pass http://127.0.0.1:${apiPort}; }`,
});
