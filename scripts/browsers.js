#!/usr/bin/env node
/**
 * Finds the browsers for the tests; on Debian and Ubuntu, it installs missing ones with apt.
 *
 *   node scripts/browsers.js [chromium] [full-chromium] [firefox] [webkit] [nginx]
 *
 * Environment: CHROMIUM_PATH, FULL_CHROMIUM_PATH, FIREFOX_PATH and NGINX_PATH select a program; NO_BROWSER_INSTALL=1 prevents installation.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Flags for a Chromium that only opens local pages. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
];

/** Without it, clicks and keys do not reach a cross-site frame when Playwright drives Firefox. */
export const FIREFOX_PREFERENCES = { 'fission.webContentIsolationStrategy': 0 };

const DEBIAN_PACKAGES = {
  chromium: ['chromium-headless-shell', 'fonts-dejavu-core'],
  'full-chromium': ['chromium', 'fonts-dejavu-core'],
  firefox: ['firefox-esr', 'fonts-dejavu-core'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'fonts-dejavu-core'],
  // Not browsers: the proxy in front of the benchmark's servers, and the store of the limit that processes share.
  nginx: ['nginx-light'],
  redis: ['redis-server'],
};

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);

/** On Windows, `--version` would open a window. */
const answers = (path) =>
  process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0;

const firstThatRuns = (candidates) => candidates.find((path) => path && isExecutable(path) && answers(path));

function playwrightsOwn(name) {
  const path = createRequire(import.meta.url)('playwright-core')[name].executablePath();
  return existsSync(path) ? path : undefined;
}

/** A program in Windows' program folders, for all users or for the current one. */
const inProgramFiles = (path) =>
  ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((name) => process.env[name] && join(process.env[name], path))
    .find((candidate) => candidate && isExecutable(candidate));

const fullChromiums = () => [
  playwrightsOwn('chromium'),
  onPath('chromium'),
  onPath('google-chrome'),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  inProgramFiles('Google/Chrome/Application/chrome.exe'),
  inProgramFiles('Microsoft/Edge/Application/msedge.exe'),
];

/** The paths of the installed browsers, by name. */
export const find = {
  chromium: () =>
    firstThatRuns([process.env.CHROMIUM_PATH, onPath('chromium-headless-shell'), ...fullChromiums()]),
  /** The headless shell installs faster but has no back/forward cache. */
  'full-chromium': () => firstThatRuns([process.env.FULL_CHROMIUM_PATH, ...fullChromiums()]),
  firefox: () =>
    firstThatRuns([
      process.env.FIREFOX_PATH,
      onPath('firefox-esr'),
      onPath('firefox'),
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      inProgramFiles('Mozilla Firefox/firefox.exe'),
    ]),
  webkit: () => (onPath('Xvfb') ? onPath('WebKitWebDriver') : undefined),
  redis: () => [process.env.REDIS_PATH, onPath('redis-server')].find((path) => path && isExecutable(path)),
  nginx: () =>
    [process.env.NGINX_PATH, onPath('nginx'), '/usr/sbin/nginx'].find((path) => path && isExecutable(path)),
};

function install(packages) {
  const apt = onPath('apt-get');
  const sudo = onPath('sudo');
  if (!apt || (process.getuid?.() !== 0 && !sudo)) return;
  const run = (...args) => {
    const command = process.getuid?.() === 0 ? [apt, ...args] : [sudo, '-n', apt, ...args];
    execFileSync(command[0], command.slice(1), {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  console.error(
    `Installing by apt: ${packages.join(' ')} (set CHROMIUM_PATH or FIREFOX_PATH to use your own).`,
  );
  const patience = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  // An old package list contains versions that the mirror no longer has.
  run(...patience, 'update', '-qq');
  run(...patience, 'install', '-y', '-qq', '--no-install-recommends', ...packages);
}

/** Returns the paths of the named browsers, and installs them if possible. Throws when one is still missing. */
export function ensure(names) {
  const missing = names.filter((name) => !find[name]());
  if (missing.length && !process.env.NO_BROWSER_INSTALL) {
    try {
      install([...new Set(missing.flatMap((name) => DEBIAN_PACKAGES[name]))]);
    } catch (error) {
      console.error(`apt could not install them: ${error.message}`);
    }
  }
  return Object.fromEntries(
    names.map((name) => {
      const path = find[name]();
      if (path) return [name, path];
      const command =
        process.platform === 'linux' || !name.endsWith('chromium')
          ? `apt-get install ${DEBIAN_PACKAGES[name].join(' ')} (Debian, Ubuntu)`
          : 'npx playwright install chromium';
      throw new Error(
        `No ${name} found. Set ${name.toUpperCase().replace('-', '_')}_PATH, or install one: ${command}`,
      );
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = process.argv.length > 2 ? process.argv.slice(2) : ['chromium'];
  try {
    for (const [name, path] of Object.entries(ensure(names))) console.log(`${name}: ${path}`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
