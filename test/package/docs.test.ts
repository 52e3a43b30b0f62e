import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FOLDER = 'docs/frameworks';
const read = (path: string): string => readFileSync(path, 'utf8');

/** A document's code samples, each with the file that the comment above it names. */
const blocksOf = (markdown: string) =>
  [...markdown.matchAll(/(?:<!-- (\S+)(?: \w+ it)? -->\n\n)?^```\w+\n([\s\S]*?)^```$/gm)].map(
    ([, path, code = '']) => ({
      path: path ?? '',
      code,
    }),
  );

describe.each(readdirSync(FOLDER))('%s', (page) => {
  const text = read(`${FOLDER}/${page}`);

  it('shows the code of the files that the tests run', () => {
    const blocks = blocksOf(text);
    expect(blocks.length).toBeGreaterThan(0);
    for (const { path, code } of blocks) {
      // A sample that is not a separate file names the test that compares or runs it.
      if (/^test\/.*\.test\.ts$/.test(path)) expect(read(path)).toContain(page);
      else expect(code, path || 'names no file').toBe(path && read(path));
    }
  });

  it('names only type entries that exist', () => {
    const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, unknown> };
    for (const [, entry = ''] of text.matchAll(/from 'cube-embed(\/\w+)'/g)) {
      expect(exports).toHaveProperty([`.${entry}`]);
    }
  });

  it('links only to pages that exist', () => {
    for (const [, link = ''] of text.matchAll(/\]\((?!https:)([^)#]+)/g)) {
      expect(() => read(`${FOLDER}/${link}`), link).not.toThrow();
    }
  });
});
