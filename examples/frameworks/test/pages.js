import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const FRAMEWORKS = new URL('..', import.meta.url);
/** The tenant that the pages name; a test's own stands in for it. */
const TENANT = 'https://acme.cubecloud.dev';

const read = (path) => readFileSync(new URL(path, FRAMEWORKS), 'utf8');

const shell = (name, app) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Sales</title>
  <div id="app">${app}</div>
  <script type="module" src="/page.js"></script>
</html>`;

/** Pages that need a file server and a session endpoint. `renderApp` gives the markup of those rendered on the server. */
async function serveFiles(name, tenant) {
  const app = name.endsWith('-ssr')
    ? (await import(new URL(`dist/server/${name}.js`, FRAMEWORKS).href)).renderApp
    : () => '';
  const routes = {
    'GET /': async () => ['text/html', name === 'html' ? read('html/index.html') : shell(name, await app())],
    'GET /page.js': () => ['text/javascript', read(`dist/${name}.js`)],
    'GET /cube-embed.iife.js': () => [
      'text/javascript',
      read('node_modules/cube-embed/dist/cube-embed.iife.js'),
    ],
    'POST /cube-session': () => ['application/json', JSON.stringify({ sessionId: tenant.mint() })],
  };
  const server = createServer(async (request, response) => {
    const [type, body] = (await routes[`${request.method} ${request.url}`]?.()) ?? [];
    response.writeHead(type ? 200 : 404, { 'content-type': `${type ?? 'text/plain'}; charset=utf-8` });
    response.end(body?.replaceAll(TENANT, tenant.url));
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

/** The servers of these frameworks, as their users start them, each in the folder of its name. */
const COMMANDS = {
  next: ['../node_modules/next/dist/bin/next', 'start', '--port', '0'],
  nuxt: ['.output/server/index.mjs'],
  sveltekit: ['../node_modules/vite/bin/vite.js', 'preview', '--port', '0'],
};

async function startServer(name, tenant, apiKey) {
  const child = spawn(process.execPath, COMMANDS[name], {
    cwd: fileURLToPath(new URL(name, FRAMEWORKS)),
    env: {
      ...process.env,
      HOST: 'localhost',
      PORT: '0',
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      NEXT_TELEMETRY_DISABLED: '1',
      CUBE_TENANT_URL: tenant.url,
      CUBE_API_KEY: apiKey,
      CUBE_DEPLOYMENT_ID: '7',
      // The settings of a Nuxt application go by such names.
      NUXT_PUBLIC_CUBE_TENANT_URL: tenant.url,
      NUXT_CUBE_API_KEY: apiKey,
      NUXT_CUBE_DEPLOYMENT_ID: '7',
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

/** Serves a framework's page with a session endpoint beside it. */
export function servePage(name, tenant, apiKey) {
  return COMMANDS[name] ? startServer(name, tenant, apiKey) : serveFiles(name, tenant);
}
