import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { WebKitDriver } from './webkit-driver.js';
import { createCubeTenant } from '../../../testkit/tenant/index.js';
import type { CubeTenant, CubeTenantOptions } from '../../../testkit/tenant/index.js';
import { startHost } from '../../page/support/host.js';
import type { Host } from '../../page/support/host.js';
import type { Heard } from '../../page/support/pages.js';
import { API_KEY, recordEvents } from '../../page/support/pages.js';
import { recordPage } from './record.js';
import type { Recorded } from './record.js';
import { colorsOf } from './screen.js';

/** How WebDriver writes a reference to an element (W3C WebDriver §12.1). */
type ElementReference = Record<string, string>;

/** The only browser window, and a tenant and a host for each test. Ada is signed in. */
export interface World {
  tenant: CubeTenant;
  host: Host;
  visit(path: string): Promise<void>;
  /** Runs a function in the page, which must refer to nothing but its arguments. */
  run<A extends unknown[], R>(script: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** Runs a function in the page on the result of another one. */
  runOn<E, R>(find: () => E, script: (found: E) => R): Promise<Awaited<R>>;
  /** Clicks the element that the function returns, as a viewer would. */
  click(find: () => Element): Promise<void>;
  /** Presses the keys of these letters, wherever the focus is. */
  type(letters: string): Promise<void>;
  press(button: 'back' | 'forward' | 'refresh'): Promise<void>;
  signIn(name: string): Promise<void>;
  /** The number of colors on the display now: a dashboard has many, an empty box has few. */
  colors(): number;
  status(surface: string): Promise<string | undefined>;
  isUp(surface: string): Promise<void>;
  heard(name: string): Promise<Heard['detail'][]>;
  /** What else the page recorded. */
  recorded(): Promise<Recorded>;
}

/** The first script of every page whose events a test reads. */
export const RECORD = '<script src="/record.js"></script>';

/** Starts the browser for a test file. Use the returned function only within a test. */
export function withWebKit(options: Partial<CubeTenantOptions> = {}): () => World {
  const screenFolder = mkdtempSync(join(tmpdir(), 'screen-'));
  const driver = new WebKitDriver({ screenFolder });
  let world: World;
  beforeAll(() => driver.start());
  afterAll(async () => {
    await driver.stop();
    rmSync(screenFolder, { recursive: true });
  });
  beforeEach(async () => {
    const tenant = createCubeTenant({ apiKey: API_KEY, deployments: [1], ...options });
    const host = await startHost(await tenant.start(), API_KEY);
    host.page('/blank', '');
    host.script('/record.js', `(${recordEvents.toString()})(); (${recordPage.toString()})();`);
    world = worldOf(driver, screenFolder, tenant, host);
    await world.signIn('ada');
  });
  afterEach(async () => {
    await driver.call('POST', '/url', { url: 'about:blank' });
    await world.host.stop();
    await world.tenant.stop();
  });
  return () => world;
}

function worldOf(driver: WebKitDriver, screenFolder: string, tenant: CubeTenant, host: Host): World {
  const visit = (path: string): Promise<void> => driver.call('POST', '/url', { url: host.url + path });
  const execute = <R>(code: string, args: unknown[] = []): Promise<R> =>
    driver.call('POST', '/execute/sync', { script: `return ${code}`, args });
  const run: World['run'] = (script, ...args) => execute(`(${script.toString()})(...arguments)`, args);
  const status = (surface: string): Promise<string | undefined> =>
    run(
      (name) => document.querySelector<HTMLElementTagNameMap['cube-embed-chat']>(name)?.status,
      `cube-embed-${surface}`,
    );
  return {
    tenant,
    host,
    visit,
    run,
    runOn: (find, script) => execute(`(${script.toString()})((${find.toString()})())`),
    status,
    async click(find) {
      const [reference] = Object.values((await run(find)) as unknown as ElementReference);
      await driver.call('POST', `/element/${reference}/click`);
    },
    async type(letters) {
      const actions = [...letters].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await driver.call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    press: (button) => driver.call('POST', `/${button}`),
    async signIn(name) {
      await visit('/blank');
      await run((path) => fetch(path).then(({ status: answer }) => answer), `/sign-in?as=${name}`);
    },
    colors: () => colorsOf(join(screenFolder, 'Xvfb_screen0')),
    isUp: (surface) => expect.poll(() => status(surface)).toBe('ready'),
    heard: (name) =>
      run(
        (wanted) =>
          (window as unknown as { heard: Heard[] }).heard
            .filter((event) => event.name === wanted)
            .map(({ detail }) => detail),
        name,
      ),
    recorded: () => run(() => (window as unknown as { recorded: Recorded }).recorded),
  };
}
