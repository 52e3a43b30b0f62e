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
  it('has every entry that is documented', () => {
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

  it('is as publint wants it', async () => {
    const file = await readFile(tarball);
    const { messages, pkg } = await publint({ strict: true, pack: { tarball: new Uint8Array(file).buffer } });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that resolve for every entry and script, whatever the resolution', async () => {
    const args = [tarball, '--format', 'json', '--ignore-rules', 'cjs-resolves-to-esm'];
    const { stdout } = await run('node_modules/.bin/attw', args, { maxBuffer: 64 << 20 });
    const { analysis, problems } = JSON.parse(stdout) as {
      analysis: { entrypoints: Record<string, unknown> };
      problems: Record<string, unknown>;
    };
    // `require` of an ES module is what Node 20.19 and newer allow, and all that attw warns of.
    expect(Object.keys(problems)).toEqual(['CJSResolvesToESM']);
    expect(Object.keys(analysis.entrypoints).map((path) => path.replace('.', 'cube-embed'))).toEqual(
      expect.arrayContaining([...ENTRIES, 'cube-embed/cube-embed.js', 'cube-embed/cube-embed.iife.js']),
    );
  });

  it('ships what runs, its types, its docs and its licence, and nothing else', async () => {
    const { stdout } = await run('tar', ['-tzf', tarball]);
    const paths = stdout
      .trim()
      .split('\n')
      .map((path) => path.replace('package/', ''));
    expect(paths).toEqual(
      expect.arrayContaining(['LICENSE', 'package.json', 'dist/web-types.json', 'docs/api.md']),
    );
    const strange = paths.filter(
      (path) =>
        !/^(dist|docs)\//.test(path) && !/^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/.test(path),
    );
    expect(strange).toEqual([]);
    expect(paths.filter((path) => /\.(test|spec)\.|\.d\.ts\.map$|(?<!\.d)\.tsx?$/.test(path))).toEqual([]);
  });

  it('needs Lit in the browser and Valibot on the server, and nothing else', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['lit', 'valibot']);
    const optional = Object.entries(manifest.peerDependenciesMeta).map(
      ([name, meta]) => meta.optional && name,
    );
    expect(optional).toEqual(Object.keys(manifest.peerDependencies));
  });
});
