import { readFileSync, readdirSync } from 'node:fs';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { embedPlugin } from './plugin.js';

const FOLDERS = ['shared', 'session', 'frame', 'page', 'embed', 'elements'];
const ENTRY = 'src/elements.ts';

/** The path of the module in the published package. */
const shipped = (text) => text.replaceAll(/"(?:\.\/|\/?src\/)([\w/-]+)\.[tj]s"/g, '"dist/$1.js"');

/**
 * Reads `src` and the built classes into a custom-elements manifest.
 * @param {URL} root The project's folder; `npm run build -- modules` must have run there.
 * @returns {Promise<{ manifest: object, types: Map<string, string>, exported: string[] }>} `types`: the source of each
 * exported type by name; `exported`: the names that the package exports, including types.
 */
export async function analyze(root) {
  const elements = await import(new URL('dist/elements.js', root).href);
  // Lit computes a class's attributes on first access.
  for (const value of Object.values(elements)) void value.observedAttributes;

  const types = new Map();
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(new URL(`src/${folder}/`, root)).map((file) => `src/${folder}/${file}`),
  );
  const manifest = create({
    modules: [...paths, 'src/theme.ts', ENTRY, 'src/index.ts'].map((path) =>
      ts.createSourceFile(path, readFileSync(new URL(path, root), 'utf8'), ts.ScriptTarget.ES2022, true),
    ),
    plugins: [
      embedPlugin({
        classes: new Map(Object.entries(elements)),
        entry: ENTRY,
        onType: (name, source) => types.set(name, source),
      }),
    ],
  });
  const exported = manifest.modules.find(({ path }) => path === ENTRY).exports.map(({ name }) => name);
  return { manifest: JSON.parse(shipped(JSON.stringify(manifest))), types, exported };
}
