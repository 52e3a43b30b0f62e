import manifest from '../../../package.json' with { type: 'json' };

const isFile = (path: string): boolean => /\.js(on)?$/.test(path);

/** The specifiers that a module can import: `cube-embed`, `cube-embed/server`, … */
export const ENTRIES: readonly string[] = Object.keys(manifest.exports)
  .filter((path) => !isFile(path))
  .map((path) => path.replace('.', 'cube-embed'));

/** Entries that are plain files: scripts and JSON. */
export const FILES: readonly string[] = Object.keys(manifest.exports)
  .filter(isFile)
  .map((path) => path.replace('./', ''));
