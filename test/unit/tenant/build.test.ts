import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Kit from '../../../testkit/tenant/index.js';
import { apiKey, exchange } from './support.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cube-embed-kit-'));
  await build({
    configFile: 'scripts/build/testkit.vite.config.ts',
    logLevel: 'error',
    build: { outDir: folder },
  });
}, 30_000);
afterAll(() => rm(folder, { recursive: true }));

describe('the published test kit', () => {
  it('runs a tenant with its pages outside of this project', async () => {
    const path = pathToFileURL(join(folder, 'testing/index.js')).href;
    const { createCubeTenant } = (await import(/* @vite-ignore */ path)) as typeof Kit;
    const tenant = createCubeTenant({ apiKey });
    const url = await tenant.start();
    expect((await exchange(tenant, tenant.mint())).status).toBe(200);
    expect(await (await fetch(`${url}/embed/assets/embed.js`)).text()).toContain('cube:event:');
    expect(await (await fetch(`${url}/embed/assets/embed.css`)).text()).toContain('--primary');
    await tenant.stop();
  });

  it('bundles everything that it needs except Node’s own modules', async () => {
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'));
    expect(names).toEqual(expect.arrayContaining(['cli.js', 'testing/index.js']));
    for (const name of names) {
      const code = await readFile(join(folder, name), 'utf8');
      const imports = [...code.matchAll(/^import\b.*? from ["']([^"']+)["'];?$/gm)].map(([, id = '']) => id);
      const foreign = imports.filter(
        (id) =>
          !id.startsWith('node:') && !builtinModules.includes(id) && !names.includes(join(dirname(name), id)),
      );
      expect(foreign, name).toEqual([]);
      expect(code).not.toMatch(/import\(["']vite["']\)/);
    }
  });

  it('contains a command that runs', async () => {
    const command = join(folder, 'cli.js');
    expect(await readFile(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const { stdout } = await promisify(execFile)(process.execPath, [command, '--help']);
    expect(stdout).toContain('cube-embed tenant');
  });
});
