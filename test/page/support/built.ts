import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SCRIPTS = ['cube-embed.js', 'cube-embed.iife.js', 'cube-embed.locales.js'].map(
  (name) => `${ROOT}dist/${name}`,
);

/** These tests load the published build. If it is missing or older than its sources, it is built first. */
export default function ensureBuilt(): void {
  const built = Math.min(...SCRIPTS.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0)));
  const sources = readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/^server\b/.test(path))
    .map((path) => statSync(`${ROOT}src/${path}`).mtimeMs);
  if (built > Math.max(...sources)) return;
  execFileSync('npm', ['run', '--silent', 'build', '--', 'browser', 'locales'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
}
