#!/usr/bin/env node
/**
 * Puts the package into a folder's node_modules as npm would ship it: `node scripts/install-package.js <folder>`. Not a
 * `file:` dependency: a link would show the whole project, and a packed file has another checksum after every build,
 * which the lock file would refuse. `npm run build` first.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const target = resolve(process.argv[2] ?? '.', 'node_modules/cube-embed');

if (!existsSync(join(ROOT, 'dist/cube-embed.js'))) {
  console.error('dist is missing: run "npm run build" in the project first.');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'cube-embed-'));
const tarball = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: ROOT });
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
execFileSync('tar', ['-xzf', join(folder, tarball.toString().trim()), '--strip-components=1', '-C', target]);
rmSync(folder, { recursive: true });
