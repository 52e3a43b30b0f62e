import { readFileSync } from 'node:fs';

const ROOT = new URL('../../../../', import.meta.url);

export const readProjectFile = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

/** The lines between `#region name` and `#endregion`, without their indentation; without a name, the whole file. */
export function regionOf(path: string, name: string | undefined): string {
  if (name === undefined) return readProjectFile(path).trim();
  const lines = readProjectFile(path).split('\n');
  const start = lines.findIndex((line) => line.trim().replace(/^(\/\/|#) /, '') === `#region ${name}`);
  if (start < 0) throw new Error(`${path} has no region ${name}`);
  const length = lines.slice(start).findIndex((line) => line.includes('#endregion'));
  return lines
    .slice(start + 1, start + length)
    .join('\n')
    .trim();
}

export interface Block {
  /** The file and optional region that the comment above the block names; `undefined` without such a comment. */
  source: { path: string; region: string | undefined } | undefined;
  language: string;
  code: string;
}

/** The code blocks of a document. */
export function blocksOf(markdown: string): Block[] {
  const pattern = /(?:<!-- ([\w./-]+)(?:#([\w-]+))? -->\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm;
  return [...markdown.matchAll(pattern)].map(([, path, region, language = '', code = '']) => ({
    source: path ? { path, region } : undefined,
    language,
    code: code.trimEnd(),
  }));
}
