import manifest from '../../../package.json' with { type: 'json' };

/** What a module may import, as it would write it: `cube-embed`, `cube-embed/server`, … */
export const ENTRIES: readonly string[] = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target === 'object')
  .map(([path]) => path.replace('.', 'cube-embed'));

/** Entries that are files to load or read, with no types. */
export const FILES: readonly string[] = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target === 'string')
  .map(([path]) => path.replace('./', ''));
