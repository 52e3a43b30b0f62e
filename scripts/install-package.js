#!/usr/bin/env node
/**
 * Puts the package, and what it depends on, into a folder's node_modules as npm would: `node scripts/install-package.js
 * <folder>`. Not as a `file:` dependency: a link would show the whole project, and a packed file has another checksum
 * after every build, which the lock file would refuse. `npm run build` first.
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

/** Copies what the folder does not have of its own from the project's node_modules. */
function installDependencies(path) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    if (existsSync(join(modules, name))) continue;
    cpSync(join(ROOT, 'node_modules', name), join(modules, name), { recursive: true });
    installDependencies(join(modules, name));
  }
}
