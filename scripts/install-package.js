#!/usr/bin/env node
/**
 * Installs the package and its dependencies into a folder's node_modules, as npm would: `node scripts/install-package.js
 * <folder>`. It is not a `file:` dependency, because a link would expose the whole project, and a packed file has a new
 * checksum after every build, which does not match the lock file. Requires `npm run build`.
 */
import { execFileSync, execSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const modules = resolve(process.argv[2] ?? '.', 'node_modules');
const target = join(modules, 'cube-embed');

if (!existsSync(join(ROOT, 'dist/cube-embed.js'))) {
  console.error('dist is missing: run "npm run build" in the project first.');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'cube-embed-'));
const tarball = execSync(`npm pack --silent --pack-destination "${folder}"`, { cwd: ROOT });
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
execFileSync('tar', ['-xzf', join(folder, tarball.toString().trim()), '--strip-components=1', '-C', target]);
rmSync(folder, { recursive: true });
installDependencies(target);

/** Copies dependencies that the folder lacks from the project's node_modules. */
function installDependencies(path) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    if (existsSync(join(modules, name))) continue;
    cpSync(join(ROOT, 'node_modules', name), join(modules, name), { recursive: true });
    installDependencies(join(modules, name));
  }
}
