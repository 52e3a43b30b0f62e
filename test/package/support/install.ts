import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** What the frameworks' users have installed anyway; the package itself must provide the rest. */
const FRAMEWORKS = ['@types/react', '@types/node', 'csstype', 'preact', 'react', 'solid-js', 'svelte', 'vue'];

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed package. */
    tarball: string;
    /** A project that contains only the package. */
    consumer: string;
  }
}

/** Packs the package, and installs it into an empty project. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(join(ROOT, 'dist/custom-elements.json'))) {
    throw new Error('dist is missing or unfinished: run "npm run build" first.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'cube-embed-package-'));
  const consumer = join(folder, 'consumer');
  await mkdir(consumer);
  await writeFile(join(consumer, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: ROOT });
  const { version } = (await import('../../../package.json', { with: { type: 'json' } })).default;
  const tarball = join(folder, `cube-embed-${version}.tgz`);
  await run('npm', ['install', tarball, '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: consumer,
  });
  for (const name of FRAMEWORKS) {
    const link = join(consumer, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), link);
  }
  project.provide('tarball', tarball);
  project.provide('consumer', consumer);
  return () => rm(folder, { recursive: true });
}
