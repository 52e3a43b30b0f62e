/**
 * Drives WebKitGTK with WebKitWebDriver (W3C WebDriver) on a separate X display. Debian: `webkit2gtk-driver` and `xvfb`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/libexec'];
const VERSIONS = ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'];
const START_TIMEOUT = 20_000;

/** The browser that ships with the library; it is not on the PATH. */
function miniBrowser() {
  const paths = FOLDERS.flatMap((folder) => VERSIONS.map((version) => `${folder}/${version}/MiniBrowser`));
  const found = paths.find((path) => existsSync(path));
  if (!found) throw new Error('No MiniBrowser of WebKitGTK found: apt-get install webkit2gtk-driver');
  return found;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** One browser window. */
export class WebKitDriver {
  #display;
  #driver;
  #server = '';
  #session = '';
  #screenFolder;

  /** `screenFolder`: where the display writes its content as the file `Xvfb_screen0` (XWD). Default: nowhere. */
  constructor({ screenFolder } = {}) {
    this.#screenFolder = screenFolder;
  }

  async start() {
    // The server picks a free display and prints its number.
    const screen = ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
    if (this.#screenFolder) screen.push('-fbdir', this.#screenFolder);
    this.#display = spawn('Xvfb', screen, { stdio: ['ignore', 'pipe', 'ignore'] });
    const [display] = await once(this.#display.stdout, 'data');
    const port = await freePort();
    this.#server = `http://127.0.0.1:${port}`;
    this.#driver = spawn('WebKitWebDriver', [`--port=${port}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: `:${String(display).trim()}`,
        LIBGL_ALWAYS_SOFTWARE: '1',
        // Containers lack the namespaces that its sandbox requires; it only opens local pages.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      },
    });
    await this.#listening();
    const browserOptions = { binary: miniBrowser(), args: ['--automation'] };
    const { sessionId } = await this.#request('POST', '/session', {
      capabilities: {
        alwaysMatch: { 'webkitgtk:browserOptions': browserOptions, acceptInsecureCerts: true },
      },
    });
    this.#session = `/session/${sessionId}`;
    await this.call('POST', '/window/rect', { width: 1280, height: 900 });
  }

  /** Sends a WebDriver command for this window. */
  call(method, path, body = {}) {
    return this.#request(method, this.#session + path, body);
  }

  /** Runs a script and returns its `return` value. */
  run(script) {
    return this.call('POST', '/execute/sync', { script, args: [] });
  }

  async stop() {
    // A browser that has already exited cannot be closed.
    if (this.#session) await this.call('DELETE', '').catch(() => {});
    this.#driver?.kill();
    this.#display?.kill();
  }

  async #listening() {
    const end = Date.now() + START_TIMEOUT;
    for (;;) {
      try {
        return await this.#request('GET', '/status');
      } catch (error) {
        if (Date.now() > end) throw new Error('WebKitWebDriver does not answer.', { cause: error });
        await delay(50);
      }
    }
  }

  async #request(method, path, body) {
    const response = await fetch(this.#server + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebDriver ${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  }
}
