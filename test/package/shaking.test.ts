import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { describe, expect, inject, it } from 'vitest';

const consumer = inject('consumer');

/** Bundles a module of the project that has installed the package; Lit stays external. */
async function bundle(name: string, source: string): Promise<string> {
  await writeFile(join(consumer, `${name}.js`), source);
  const result = await build({
    root: consumer,
    logLevel: 'error',
    configFile: false,
    build: {
      write: false,
      minify: false,
      lib: { entry: `${name}.js`, formats: ['es'] },
      rolldownOptions: { external: [/^lit/, 'react'] },
    },
  });
  const outputs = Array.isArray(result) ? result.flatMap(({ output }) => output) : [];
  return outputs.map((output) => (output.type === 'chunk' ? output.code : '')).join('\n');
}

describe('what a bundler keeps of the package', () => {
  it('is one unregistered element when one class is imported', async () => {
    const code = await bundle('one', `export { CubeEmbedChat } from 'cube-embed/elements';`);
    expect(code).toContain('CubeEmbedChat = class');
    expect(code).not.toMatch(/CubeEmbed(Dashboard|App)\b|showDashboardHeader|customElements/);
  });

  it('is nothing when nothing is used', async () => {
    for (const entry of ['elements', 'server', 'locales', 'react', 'vue', 'svelte', 'preact', 'solid']) {
      const code = await bundle(`unused-${entry}`, `import 'cube-embed/${entry}';\nexport const used = 1;`);
      expect(code.replaceAll(/^\/\/.*$|^import ['"](lit|react)['"];$/gm, '').trim(), entry).toMatch(
        /^(const|let|var) used = 1;\s+export \{ used \};$/,
      );
    }
  });

  it('is the registration of all three elements for a side-effect import', async () => {
    const code = await bundle('all', `import 'cube-embed';`);
    for (const name of ['dashboard', 'chat', 'app']) expect(code).toContain(`"cube-embed-${name}"`);
  });

  it('is the languages that are used, and English', async () => {
    const german = 'Erneut versuchen';
    const code = await bundle(
      'locales',
      `import 'cube-embed';\nimport { de, useLocales } from 'cube-embed/locales';\nuseLocales(de);`,
    );
    expect(code).toContain(german);
    expect(code).not.toMatch(/Réessayer|Riprova|Thử lại/);
    expect(await bundle('no-locales', `import 'cube-embed';`)).not.toContain(german);
  });
});
