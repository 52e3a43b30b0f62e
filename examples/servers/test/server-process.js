import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVERS = fileURLToPath(new URL('..', import.meta.url));

/** The folder of each server and its command, on any free port. */
const COMMANDS = {
  'node-http': ['dist/server.js'],
  express: ['dist/server.js'],
  fastify: ['dist/server.js'],
  hono: ['dist/server.js'],
  // Its working directory is where the package is installed, as in the docs.
  start: ['start/server.mjs'],
  'shared-limit': ['shared-limit/server.mjs'],
  exports: ['exports/server.mjs'],
  'exports-express': ['exports/express.mjs'],
  next: ['../node_modules/next/dist/bin/next', 'start', '--port', '0'],
};

/** The samples that are files, not projects. */
const FILES = ['start', 'shared-limit', 'exports', 'exports-express'];

/** The servers with a sign-in. */
export const SERVER_NAMES = Object.keys(COMMANDS).filter((name) => !FILES.includes(name));

/** Starts a server and waits for the URL that it prints. */
export async function startServer(name, env) {
  const child = spawn(process.execPath, COMMANDS[name], {
    cwd: FILES.includes(name) ? SERVERS : `${SERVERS}${name}`,
    env: {
      ...process.env,
      PORT: '0',
      SIGN_IN_SECRET: 'made up for the test',
      NEXT_TELEMETRY_DISABLED: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const server = {
    url: '',
    /** Everything that it has printed. */
    output: '',
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
  await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      server.output += chunk;
      const [port] = /(?<=http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):)[1-9]\d*/.exec(server.output) ?? [];
      if (!port) return;
      server.url = `http://localhost:${port}`;
      resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${name} ended with ${code} before it listened:\n${server.output}`)),
    );
  });
  return server;
}
