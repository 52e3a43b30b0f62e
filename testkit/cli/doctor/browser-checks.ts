import type { Browser, Response } from 'playwright';
import { HostPage, launchBrowser, until } from './browser.js';
import { Failure, Skip, refusal, skipAfter } from './check.js';
import type { Check } from './check.js';
import { NOT_FRAMEABLE, embedUrl } from './embed-checks.js';
import { ALLOW_EMBEDDING, mint, tenantOf } from './tenant-checks.js';
import { objectOf } from './visit.js';
import type { Visit } from './visit.js';

/** Time after the exchange within which an embed that supports messages sends one. */
const SILENT_MS = 6000;
/** Time within which the messages after `ready` or after an action arrive. */
const SETTLE_MS = 1500;
/** Time within which an embed exchanges the session of a `set-session`. */
const ACCEPT_MS = 5000;

/** The page of one run with its embed. */
interface Trial {
  browser: Browser;
  host: HostPage;
  /** The embed page, without a session. */
  url: string;
  /** Whether `ready` has arrived, so the embed supports the message protocol. */
  speaks: boolean;
}

const browsers = new WeakMap<Visit, Browser>();
const trials = new WeakMap<Visit, Trial>();

/** Checks the embed in a real page: its messages, the actions that it accepts, and what the browser blocks. */
export const browserChecks: readonly Check[] = [
  {
    name: 'ready',
    advice:
      'Open your page in a browser, and look at the console and the network panel of its developer tools.',
    run: loadEmbed,
  },
  {
    name: 'events',
    advice: 'cube-embed relies on the documented events. Report this in an issue.',
    async run(visit) {
      const { host } = speaking(visit);
      await until(SETTLE_MS * 2, async () => (await host.messages()).some(({ name }) => name === 'view'));
      await pause();
      const messages = await host.messages();
      const foreign = messages.find(({ origin }) => origin !== tenantOrigin(visit));
      if (foreign)
        throw new Failure(`events come from ${foreign.origin}`, `Use ${foreign.origin} as base-url.`);
      const keys = new Map<string, Set<string>>();
      for (const { name, payload } of messages)
        keys.set(name, new Set([...(keys.get(name) ?? []), ...Object.keys(payload)]));
      const events = [...keys].map(([name, found]) => `${name}(${[...found].sort().join(', ')})`).join(', ');
      visit.facts.set('events', events);
      return events;
    },
  },
  {
    name: 'set-session',
    advice: 'Set renewal="reload" on the elements: renewal in place does not work on this tenant.',
    async run(visit) {
      const { host } = speaking(visit);
      const before = host.exchanges().length;
      const readies = async () => (await host.messages()).filter(({ name }) => name === 'ready').length;
      const readyBefore = await readies();
      await host.act('set-session', { sessionId: await mint(visit) });
      const status = await until(ACCEPT_MS, () => host.exchanges()[before] ?? null);
      if (status === null) {
        visit.facts.set('renewal', 'reload');
        return 'ignored: a renewal needs a new frame. renewal="auto" (the default) and "reload" do that';
      }
      if (status !== 200) throw new Failure(`the embed got ${status} when it exchanged the new session`);
      await pause();
      const acknowledged = (await readies()) > readyBefore;
      visit.facts.set('renewal', 'in-place');
      visit.facts.set('set-session acknowledged by ready', acknowledged ? 'yes' : 'no');
      return `accepted${acknowledged ? ' and acknowledged by ready' : ''}: set renewal="in-place" on the elements`;
    },
  },
  {
    name: 'history',
    advice: 'cube-embed relies on the documented navigate action. Report this in an issue.',
    async run(visit) {
      const { host } = speaking(visit);
      const messages = await host.messages();
      const path = messages.findLast(({ name }) => name === 'view')?.payload['path'];
      if (typeof path !== 'string') throw new Skip('the embed did not report its path');
      const before = await host.historyLength();
      // The same page with another query, so that nothing else changes for the embed.
      await host.act('navigate', { path: `${path}${path.includes('?') ? '&' : '?'}doctor=1` });
      const grown = await until(SETTLE_MS, async () => (await host.historyLength()) > before);
      const moved = (await host.messages()).slice(messages.length).some(({ name }) => name === 'navigate');
      if (!grown && !moved) throw new Skip('the embed did not follow the navigate action');
      visit.facts.set('history', grown ? 'push' : 'memory');
      return grown
        ? 'the embed adds history entries: for deep links, use history.replaceState() in your page'
        : 'the embed adds no history entries: for deep links, use history.pushState() in your page';
    },
  },
  {
    name: 'without a session',
    advice: 'preload() has no effect on this tenant: do not use it.',
    run: lookAtAssets,
  },
  {
    // Only a fact for the report: the elements open the connection early without this file.
    name: '/robots.txt in a frame',
    advice: 'The elements do not need it.',
    async run(visit) {
      const { browser } = trialOf(visit);
      const host = await HostPage.open(browser, originOf(visit), tenantOrigin(visit));
      const found = await loadInert(host, `${tenantOrigin(visit)}/robots.txt`, visit).then(
        (response) => (response.ok() ? 'loads' : `answers ${response.status()}`),
        (error: unknown) => {
          if (error instanceof Failure) return error.message;
          throw error;
        },
      );
      await host.page.close();
      return `${found}; the elements do not need it`;
    },
  },
];

/** Closes the browser of a run. Never rejects, because the sessions must still be revoked. */
export async function closeBrowser(visit: Visit): Promise<void> {
  await browsers
    .get(visit)
    ?.close()
    .catch(() => {});
}

async function loadEmbed(visit: Visit): Promise<string> {
  const { timeoutMs, dashboardId, chromiumPath } = visit.options;
  const tenant = tenantOrigin(visit);
  const [path, parameter] = dashboardId
    ? ['/embed/dashboard/{dashboardId}', 'session']
    : ['/embed/chat', 'sessionId'];
  skipAfter(visit, 'dashboard', path, 'framing');
  if (!visit.token) throw new Skip('no session');
  const browser = await launchBrowser({
    folder: process.cwd(),
    executablePath: chromiumPath,
    isTenantLocal: tenant.startsWith('http:'),
  });
  browsers.set(visit, browser);
  const host = await HostPage.open(browser, originOf(visit), tenant);
  const url = embedUrl(visit, path);
  const trial: Trial = { browser, host, url, speaks: false };
  trials.set(visit, trial);
  visit.facts.set('browser', `Chromium ${browser.version()}`);

  const start = performance.now();
  await host.frame(`${url}?${parameter}=${await mint(visit)}`);
  let exchangedAt: number | null = null;
  const end = await until(timeoutMs * 2, async () => {
    const messages = await host.messages();
    if (messages.some(({ name }) => name === 'ready')) return 'ready';
    if (messages.some(({ name, payload }) => name === 'error' && payload['fatal'] === true)) return 'error';
    if (host.exchanges().includes(200)) exchangedAt ??= performance.now();
    return exchangedAt !== null && performance.now() - exchangedAt > SILENT_MS && 'silent';
  });
  const refused = await refusalIn(host);
  if (end === 'ready') {
    trial.speaks = true;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    visit.facts.set('messages', 'yes');
    visit.facts.set('time to ready', `${seconds} s`);
    return `after ${seconds} s`;
  }
  if (refused) throw refused;
  if (end === 'silent') {
    visit.facts.set('messages', 'none');
    visit.facts.set('renewal', 'reload');
    return 'the embed loads but sends no messages: cube-embed-ready has confirmed: false, and a renewal needs a new frame';
  }
  throw new Failure(
    end === 'error'
      ? 'the embed sent a fatal error'
      : `the embed did not send ready within ${(timeoutMs * 2) / 1000} s`,
  );
}

/** Returns the frame's first error response as a failure, or `null`. */
async function refusalIn(host: HostPage): Promise<Failure | null> {
  const refused = host.responses.find(
    (response) =>
      response.status() >= 400 && ['document', 'fetch', 'xhr'].includes(response.request().resourceType()),
  );
  const [blocked] = host.failures;
  if (!refused) return blocked ? new Failure(`the browser reports ${blocked}`, adviceFor(blocked)) : null;
  const text = await refused.text().catch(() => '');
  const { message, advice } = refusal({ status: refused.status(), text, json: objectOf(text) });
  return new Failure(`the embed got ${message}`, /not allowed/i.test(message) ? ALLOW_EMBEDDING : advice);
}

/** Returns how to fix a frame whose page did not load, by the browser's error. */
function adviceFor(reason: string): string | undefined {
  return reason.includes('BLOCKED_BY_RESPONSE') ? NOT_FRAMEABLE : undefined;
}

/** Opens the page like `preload()` and compares its files with those of the embed. */
async function lookAtAssets(visit: Visit): Promise<string> {
  skipAfter(visit, 'ready');
  const { browser, host: live, url } = trialOf(visit);
  const host = await HostPage.open(browser, originOf(visit), tenantOrigin(visit));
  const page = await loadInert(host, url, visit);
  const [needed, loaded] = [assetsOf(live.responses), assetsOf(host.responses)];
  await host.page.close();
  if (page.status() >= 400) throw new Failure(`answers ${page.status()}`);
  const shared = [...needed].filter(([address]) => loaded.has(address));
  const cached = shared.filter(
    ([, control]) => /max-age=[1-9]|immutable/.test(control) && !/no-store/.test(control),
  );
  const controls = [...new Set(shared.map(([, control]) => control || '(no Cache-Control)'))].join(' | ');
  const found = `${page.status()}; loads ${shared.length} of the ${needed.size} scripts and style sheets of the embed, ${cached.length} of them cacheable${controls ? ` (${controls})` : ''}`;
  visit.facts.set('page without a session', found);
  return found;
}

/** Loads a page in a frame that does not run scripts. */
async function loadInert(host: HostPage, url: string, { options }: Visit): Promise<Response> {
  await host.frame(url, '');
  const isHere = (response: Response): boolean => response.url() === url;
  await until(options.timeoutMs, () => host.failures.length > 0 || host.responses.some(isHere));
  // For a page that cannot be framed, the response arrives first and the browser's error right after it.
  await pause();
  const response = host.responses.find(isHere);
  const [blocked] = host.failures;
  if (blocked) throw new Failure(`the browser reports ${blocked}`, adviceFor(blocked));
  if (!response) throw new Failure(`no answer within ${options.timeoutMs / 1000} s`);
  return response;
}

/** Returns the scripts and style sheets by URL, with their `Cache-Control`. */
function assetsOf(responses: readonly Response[]): Map<string, string> {
  const assets = responses.filter((response) =>
    ['script', 'stylesheet'].includes(response.request().resourceType()),
  );
  return new Map(assets.map((response) => [response.url(), response.headers()['cache-control'] ?? '']));
}

function trialOf(visit: Visit): Trial {
  const trial = trials.get(visit);
  if (!trial) throw new Skip('no embed was loaded');
  return trial;
}

export function speaking(visit: Visit): Trial {
  const trial = trialOf(visit);
  if (!trial.speaks) throw new Skip('the embed sends no messages');
  return trial;
}

export function originOf({ options: { origin } }: Visit): string {
  return origin ?? 'http://localhost';
}

export function tenantOrigin(visit: Visit): string {
  return new URL(tenantOf(visit).url).origin;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}
