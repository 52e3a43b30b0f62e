#!/usr/bin/env node
/**
 * Runs everything of a release except publishing, in a copy of the last commit: raises the version, writes the changelog,
 * builds, packs, and lets npm check what it would publish.
 */
import { execSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const copy = mkdtempSync(join(tmpdir(), 'cube-embed-release-'));
const run = (command) => {
  console.log(`> ${command}`);
  execSync(command, { cwd: copy, stdio: 'inherit' });
};

try {
  execSync(`git clone --quiet . "${copy}"`, { stdio: 'inherit' });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'), 'junction');
  run('npx changeset version');
  const { version } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
  const changelog = readFileSync(join(copy, 'CHANGELOG.md'), 'utf8');
  if (version === '0.0.0' || !changelog.includes(`## ${version}`)) {
    throw new Error('The version was not raised: describe the change with `npx changeset`.');
  }
  run('npm run build');
  // Only the release workflow can create provenance.
  run('npm publish --dry-run --provenance=false');
  console.log(`cube-embed ${version} would be published.`);
} finally {
  rmSync(copy, { recursive: true, force: true });
}
