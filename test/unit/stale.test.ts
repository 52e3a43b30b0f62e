import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { staleParts } from '../../scripts/build/stale.js';

const SOURCES = ['src/index.ts', 'src/server/index.ts', 'testkit/tenant/index.ts'];
const OUTPUTS = ['dist/index.js', 'dist/cube-embed.js', 'dist/testing/index.js', 'dist/cli.js'];

describe('a build', () => {
  let root: string;

  /** Writes a file that was last changed at this second. */
  function write(path: string, second: number): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
    utimesSync(join(root, path), second, second);
  }

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cube-embed-stale-'));
    for (const path of SOURCES) write(path, 100);
    for (const path of OUTPUTS) write(path, 200);
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('that is younger than all sources is not stale', () => {
    expect(staleParts(root)).toEqual([]);
  });

  it.each([
    ['src/index.ts', ['dist/index.js', 'dist/cube-embed.js']],
    ['src/server/index.ts', ['dist/index.js', 'dist/cube-embed.js', 'dist/cli.js']],
    ['testkit/tenant/index.ts', ['dist/testing/index.js', 'dist/cli.js']],
  ])('is stale where it contains a changed %s', (path, outputs) => {
    write(path, 300);
    expect(staleParts(root)).toEqual(outputs.map((output) => `${output} is older than ${path}.`));
  });

  it('that is missing is stale', () => {
    rmSync(join(root, 'dist/testing'), { recursive: true });
    expect(staleParts(root)).toEqual(['dist/testing/index.js is missing.']);
  });
});
