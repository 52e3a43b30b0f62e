import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, inject, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { ENTRIES, FILES } from './support/exports.js';

const run = promisify(execFile);
const tarball = inject('tarball');

describe('the packed package', () => {
  it('contains every documented entry', () => {
    expect(ENTRIES).toEqual(
      expect.arrayContaining(
        ['', '/elements', '/server', '/testing', '/testing/dom', '/react', '/vue', '/svelte'].map(
          (path) => `cube-embed${path}`,
        ),
      ),
    );
    expect(FILES).toEqual(
      expect.arrayContaining(['cube-embed.js', 'cube-embed.iife.js', 'custom-elements.json']),
    );
  });

  it('passes publint', async () => {
    const file = await readFile(tarball);
    const { messages, pkg } = await publint({ strict: true, pack: { tarball: new Uint8Array(file).buffer } });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that resolve for every entry and script in every module resolution mode', async () => {
    const args = [tarball, '--format', 'json', '--ignore-rules', 'cjs-resolves-to-esm'];
    const { stdout } = await run('node_modules/.bin/attw', args, { maxBuffer: 64 << 20 });
    const { analysis, problems } = JSON.parse(stdout) as {
      analysis: { entrypoints: Record<string, unknown> };
      problems: Record<string, unknown>;
    };
    // attw warns only about `require` of an ES module, which Node 20.19 and newer allow.
    expect(Object.keys(problems)).toEqual(['CJSResolvesToESM']);
    expect(Object.keys(analysis.entrypoints).map((path) => path.replace('.', 'cube-embed'))).toEqual(
      expect.arrayContaining([...ENTRIES, 'cube-embed/cube-embed.js', 'cube-embed/cube-embed.iife.js']),
    );
  });

  it.each(['iife', 'locales', 'early', 'early-page'])(
    'has a classic script of ASCII alone, which a page in any encoding reads: %s',
    async (name) => {
      const script = await readFile(`dist/cube-embed.${name}.js`, 'utf8');
      expect(script.match(/[^\0-\x7f]/g)).toBeNull();
    },
  );

  it('unpacks to less than 2.5 MB, of which the test kit is less than 200 kB', async () => {
    const { stdout } = await run('tar', ['-tvzf', tarball]);
    const sizes = [...stdout.matchAll(/^\S+\s+\S+\s+(\d+) .* package\/(\S+)$/gm)];
    const sizeOf = (folder: string): number =>
      sizes.reduce((sum, [, size, path]) => sum + (path?.startsWith(folder) ? Number(size) : 0), 0);
    expect(sizeOf('dist/testing/')).toBeGreaterThan(100_000);
    expect(sizeOf('dist/testing/')).toBeLessThan(200_000);
    expect(sizeOf('')).toBeLessThan(2_500_000);
  });

  it('contains only code, types, docs and the license', async () => {
    const { stdout } = await run('tar', ['-tzf', tarball]);
    const paths = stdout
      .trim()
      .split('\n')
      .map((path) => path.replace('package/', ''));
    expect(paths).toEqual(
      expect.arrayContaining(['AGENTS.md', 'LICENSE', 'package.json', 'dist/web-types.json', 'docs/api.md']),
    );
    const strange = paths.filter(
      (path) =>
        !/^(dist|docs)\//.test(path) &&
        !/^(LICENSE|AGENTS\.md|README\.md|CHANGELOG\.md|package\.json)$/.test(path),
    );
    expect(strange).toEqual([]);
    expect(paths.filter((path) => /\.(test|spec)\.|\.d\.ts\.map$|(?<!\.d)\.tsx?$/.test(path))).toEqual([]);
  });

  it('depends only on Lit in the browser and Valibot on the server', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['@lit/reactive-element', 'lit', 'valibot']);
    const optional = Object.entries(manifest.peerDependenciesMeta).map(
      ([name, meta]) => meta.optional && name,
    );
    expect(optional).toEqual(Object.keys(manifest.peerDependencies));
  });
});
