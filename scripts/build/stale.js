import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a build writes, each with the folders that it is made from. */
const OUTPUTS = [
  ['dist/index.js', ['src']],
  ['dist/cube-embed.js', ['src']],
  ['dist/testing/index.js', ['testkit']],
  ['dist/cli.js', ['testkit', 'src/server']],
];

/** The file of a folder that was changed last, with the time of the change. */
function newest(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({ path: path.slice(root.length).replace(/^[/\\]/, ''), changed: statSync(path).mtimeMs }))
    .reduce((last, file) => (file.changed > last.changed ? file : last));
}

/**
 * Says why `dist` does not match its sources, one sentence for each of its parts; empty if it does.
 *
 * @param {string} root the project's folder
 * @returns {string[]}
 */
export function staleParts(root) {
  return OUTPUTS.flatMap(([output, folders]) => {
    const path = join(root, output);
    if (!existsSync(path)) return [`${output} is missing.`];
    const source = folders
      .map((folder) => newest(root, folder))
      .find(({ changed }) => changed > statSync(path).mtimeMs);
    return source ? [`${output} is older than ${source.path}.`] : [];
  });
}

/** Warns if `dist` does not match its sources. */
export function warnIfStale(root) {
  const parts = staleParts(root);
  if (parts.length) console.warn(`${parts.join('\n')}\nSome tests use dist: run \`npm run build\` first.\n`);
}
