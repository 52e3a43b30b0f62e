import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const HOSTS = fileURLToPath(new URL('..', import.meta.url));

/** How each host is started, on any free port. */
const COMMANDS = {
  'node-http': ['node-http/server.js'],
  express: ['express/server.js'],
  fastify: ['fastify/server.js'],
  hono: ['hono/server.js'],
  next: ['node_modules/next/dist/bin/next', 'start', 'next', '--port', '0'],
};

export const HOST_NAMES = Object.keys(COMMANDS);

/** Starts a host and waits for the address that it prints. */
export async function startHost(name, env) {
  const child = spawn(process.execPath, COMMANDS[name], {
    cwd: HOSTS,
    env: {
      ...process.env,
      PORT: '0',
      SIGN_IN_SECRET: 'made up for the test',
      NEXT_TELEMETRY_DISABLED: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const host = {
    url: '',
    /** All that it has printed. */
    output: '',
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
  await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      host.output += chunk;
      const [url] = /http:\/\/localhost:[1-9]\d*/.exec(host.output) ?? [];
      if (!url) return;
      host.url = url;
      resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${name} ended with ${code} before it listened:\n${host.output}`)),
    );
  });
  return host;
}
