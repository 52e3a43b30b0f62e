import manifest from '../../../package.json' with { type: 'json' };

const isFile = (path: string): boolean => /\.js(on)?$/.test(path);

/** What a module may import, as it would write it: `cube-embed`, `cube-embed/server`, … */
export const ENTRIES: readonly string[] = Object.keys(manifest.exports)
  .filter((path) => !isFile(path))
  .map((path) => path.replace('.', 'cube-embed'));

/** Entries that are files to load or read: scripts and JSON. */
export const FILES: readonly string[] = Object.keys(manifest.exports)
  .filter(isFile)
  .map((path) => path.replace('./', ''));
