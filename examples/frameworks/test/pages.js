import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const FRAMEWORKS = new URL('..', import.meta.url);
/** The tenant that the pages name; each test replaces it with its own. */
const TENANT = 'https://acme.cubecloud.dev';

const read = (path) => readFileSync(new URL(path, FRAMEWORKS), 'utf8');

const shell = (name, app) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Sales</title>
  <div id="app">${app}</div>
  <script type="module" src="/page.js"></script>
</html>`;

/** Pages that are files: their folders, by the name of their row. */
const SITES = {
  html: 'html',
  alpine: 'alpine',
  htmx: 'htmx',
  turbo: 'turbo',
  astro: 'dist/astro',
  storybook: 'dist/storybook',
  parcel: 'dist/parcel',
};

const LIBRARIES = {
  '/cube-embed.js': 'cube-embed/dist/cube-embed.js',
  '/cube-embed.iife.js': 'cube-embed/dist/cube-embed.iife.js',
  '/alpine.js': 'alpinejs/dist/cdn.min.js',
  '/htmx.js': 'htmx.org/dist/htmx.min.js',
  '/turbo.js': '@hotwired/turbo/dist/turbo.es2017-umd.js',
};

const TYPES = { js: 'text/javascript', html: 'text/html', css: 'text/css', json: 'application/json' };

/** A file of a site: `/settings` is `settings.html` or `settings/index.html`. */
function fileOf(folder, path) {
  const name = path.replace(/\/$/, '/index.html');
  const found = [name, `${name}.html`, `${name}/index.html`].find((each) =>
    statSync(new URL(folder + each, FRAMEWORKS), { throwIfNoEntry: false })?.isFile(),
  );
  return found && { type: TYPES[found.split('.').pop()] ?? 'text/plain', body: read(folder + found) };
}

/** The document of a single-page application. A server's module renders the application's markup, or the whole page. */
async function documentOf(name) {
  if (!name.endsWith('-ssr')) return shell(name, '');
  const { renderApp, renderPage } = await import(new URL(`dist/server/${name}.js`, FRAMEWORKS).href);
  return renderPage ? renderPage(shell(name, '')) : shell(name, await renderApp());
}

/** The answer for a path of a single-page application. */
const applicationOf = (name) => async (path) =>
  path === '/page.js'
    ? { type: TYPES.js, body: read(`dist/${name}.js`) }
    : { type: TYPES.html, body: await documentOf(name) };

/** Pages that need a file server and a session endpoint. */
async function serveFiles(name, tenant) {
  const site = SITES[name];
  return serve(site ? (path) => fileOf(site, path) : applicationOf(name), tenant);
}

/** A single page with this markup. */
export function serveMarkup(markup, tenant) {
  return serve((path) => (path === '/' ? { type: TYPES.html, body: markup } : undefined), tenant);
}

async function serve(answer, tenant) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const library = LIBRARIES[pathname];
    const found =
      pathname === '/cube-session'
        ? { type: TYPES.json, body: JSON.stringify({ sessionId: tenant.mint() }) }
        : library
          ? { type: TYPES.js, body: read(`node_modules/${library}`) }
          : await answer(pathname);
    response.writeHead(found ? 200 : 404, {
      'content-type': `${found?.type ?? 'text/plain'}; charset=utf-8`,
    });
    response.end(found?.body.replaceAll(TENANT, tenant.url));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${server.address().port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The servers of these frameworks, started as their users do, each in the folder of its name. */
const COMMANDS = {
  'react-router': ['../node_modules/@react-router/serve/bin.js', 'build/server/index.js'],
  next: ['../node_modules/next/dist/bin/next', 'start', '--port', '0'],
  nuxt: ['.output/server/index.mjs'],
  sveltekit: ['../node_modules/vite/bin/vite.js', 'preview', '--port', '0'],
};

/** A free port, for a server that cannot choose one itself. */
async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function startServer(name, tenant, apiKey) {
  const port = name === 'react-router' ? await freePort() : 0;
  const child = spawn(process.execPath, COMMANDS[name], {
    cwd: fileURLToPath(new URL(name, FRAMEWORKS)),
    env: {
      ...process.env,
      HOST: 'localhost',
      PORT: String(port),
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      NEXT_TELEMETRY_DISABLED: '1',
      CUBE_TENANT_URL: tenant.url,
      CUBE_API_KEY: apiKey,
      CUBE_DEPLOYMENT_ID: '1',
      // Nuxt reads its settings from variables with such names.
      NUXT_PUBLIC_CUBE_TENANT_URL: tenant.url,
      NUXT_CUBE_API_KEY: apiKey,
      NUXT_CUBE_DEPLOYMENT_ID: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await new Promise((resolve, reject) => {
    let output = '';
    const listen = (chunk) => {
      output += chunk;
      const [, port] = /http:\/\/\S+:([1-9]\d*)/.exec(output) ?? [];
      if (port) resolve(`http://localhost:${port}`);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${name} ended before it listened:\n${output}`)));
  });
  return {
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** Serves a framework's page and a session endpoint. */
export function servePage(name, tenant, apiKey) {
  return COMMANDS[name] ? startServer(name, tenant, apiKey) : serveFiles(name, tenant);
}
