import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Puts the package into node_modules as npm would ship it: what its `files` and `exports` leave out is missing here as
 * well. Not a `file:` dependency: a link would show the whole project, and a packed file has another checksum after
 * every build, which the lock file would refuse.
 */

const ROOT = new URL('..', import.meta.url);
const TARGET = new URL('node_modules/cube-embed/', import.meta.url);

if (!existsSync(new URL('dist/cube-embed.js', ROOT))) {
  console.error('dist/ is missing: run "npm ci && npm run build" in the directory above first');
  process.exit(1);
}

const packed = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', import.meta.dirname], {
    cwd: ROOT,
  }),
);
const [{ filename }] = Object.values(packed);
rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
const tarball = new URL(filename, import.meta.url);
execFileSync('tar', ['-xzf', fileURLToPath(tarball), '--strip-components=1', '-C', fileURLToPath(TARGET)]);
rmSync(tarball);

mkdirSync(new URL('next/public/', import.meta.url), { recursive: true });
copyFileSync(new URL('dist/cube-embed.js', TARGET), new URL('next/public/cube-embed.js', import.meta.url));
