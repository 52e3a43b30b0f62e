/** nginx in front of the host and the tenant, for TLS 1.3 and HTTP/2. Unlike Node's server, it reads while it writes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ensure } from '../../scripts/browsers.js';

/** A free port on loopback. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function isUp(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

const config = (folder, sites) => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  ${TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  types { text/html html; text/css css; text/javascript js; font/woff2 woff2; }
  ssl_certificate ${folder}/cert.pem;
  ssl_certificate_key ${folder}/key.pem;
  ssl_protocols TLSv1.3;
  ssl_buffer_size 4k;
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $http_host;
  log_format arrivals '$connection $request_uri';
  ${sites
    .map(
      ({ port, locations }, i) => `server {
    listen 127.0.0.1:${port} ssl http2 sndbuf=32k backlog=1024;
    root ${folder}/${i};
    access_log ${folder}/${i}.log arrivals;
    ${locations}
  }`,
    )
    .join('\n  ')}
}
`;

/**
 * Serves sites, each `{ port, locations, files }`: nginx's configuration, and file names with their contents.
 * Returns `stop()`, `forget()` and `requests(i)`, which returns `{ connection, url }` for each request that site `i`
 * has answered since `forget()`.
 */
export async function startNginx({ key, cert }, sites) {
  const { nginx } = ensure(['nginx']);
  const folder = mkdtempSync(join(tmpdir(), 'cube-embed-nginx-'));
  const put = (path, content) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  put('key.pem', key);
  put('cert.pem', cert);
  put('nginx.conf', config(folder, sites));
  sites.forEach(({ files }, i) => {
    put(`${i}.log`, '');
    for (const [path, content] of Object.entries(files)) put(`${i}/${path}`, content);
  });
  const server = spawn(nginx, ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; !(await isUp(sites[0].port)); tries += 1) {
    if (tries > 100 || server.exitCode !== null)
      throw new Error('nginx does not start; its words are above.');
    await wait(50);
  }
  const log = (i) => join(folder, `${i}.log`);
  return {
    requests: (i) =>
      readFileSync(log(i), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((text) => text.split(' '))
        .map(([connection, url]) => ({ connection, url })),
    forget: () => sites.forEach((_, i) => truncateSync(log(i))),
    async stop() {
      server.kill('SIGQUIT');
      setTimeout(() => server.kill('SIGTERM'), 500).unref();
      await once(server, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}
