import { execFile } from 'node:child_process';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ENTRIES } from './support/exports.js';

const run = promisify(execFile);
const consumer = inject('consumer');
const tsc = join(process.cwd(), 'node_modules/typescript/bin/tsc');

/** Runs a module in the project that has installed the package; returns its output. */
const node = async (source: string): Promise<string> => {
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: consumer,
  });
  expect(stderr).toBe('');
  return stdout.trim();
};

describe.each(ENTRIES)('%s', (entry) => {
  it('can be imported in Node without a document, and defines none', async () => {
    const found = await node(`
      await import('${entry}');
      console.log(typeof document, typeof window);
    `);
    expect(found).toBe('undefined undefined');
  });
});

describe('the early start', () => {
  it('is read from the package as docs/frameworks/html.md shows', async () => {
    const page = await readFile('docs/frameworks/html.md', 'utf8');
    const [, sample] = /^```js\n(.*?)^```$/ms.exec(page)!;
    expect(await node(`${sample}\nconsole.log(early);`)).toBe(
      `<script>${await readFile('dist/cube-embed.early.js', 'utf8')}</script>`,
    );
  });
});

describe('cube-embed in Node', () => {
  it('creates an element that describes itself and loads nothing', async () => {
    const found = await node(`
      globalThis.fetch = () => { throw new Error('nothing is to be fetched here'); };
      import { CubeEmbedDashboard } from 'cube-embed';
      const element = new CubeEmbedDashboard();
      element.dashboardId = 'sales';
      console.log(element.status, element.surface, element.error);
    `);
    expect(found).toBe('idle dashboard null');
  });

  it('exports React components that can be rendered', async () => {
    const found = await node(`
      import { EmbedChat } from 'cube-embed/react';
      console.log(EmbedChat.displayName, typeof EmbedChat.render);
    `);
    expect(found).toBe('CubeEmbedChat function');
  });
});

describe('a TypeScript project that has installed the package', () => {
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    jsx: 'preserve',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };

  beforeAll(async () => {
    await cp('test/types', join(consumer, 'src'), { recursive: true });
    expect((await readdir(join(consumer, 'src'))).length).toBeGreaterThan(5);
  });

  /** The compiler's messages about some of its files. */
  const complaints = async (
    include: string,
    moduleResolution: string,
    module: string,
    more: object = {},
  ): Promise<string> => {
    const project = join(consumer, 'tsconfig.json');
    const options = { ...compilerOptions, moduleResolution, module, ...more };
    await writeFile(project, JSON.stringify({ compilerOptions: options, include: [include] }));
    const { stdout } = await run(process.execPath, [tsc, '-p', project]).catch(
      (error: { stdout: string }) => error,
    );
    return stdout;
  };

  it.each([
    ['nodenext', 'nodenext'],
    ['bundler', 'esnext'],
  ])('compiles every use of it under moduleResolution %s', async (moduleResolution, module) => {
    expect(await complaints('src', moduleResolution, module)).toBe('');
  });

  it('adds a framework’s types only when its entry is imported', async () => {
    expect(await complaints('src/preact.tsx', 'bundler', 'esnext')).toBe('');
  });

  it.each(['elements.ts', 'server.ts'])('compiles %s under the old moduleResolution "node"', async (file) => {
    const more = { ignoreDeprecations: '6.0' };
    expect(await complaints(`src/${file}`, 'node10', 'esnext', more)).toBe('');
  });

  it('compiles every entry with the ES2020 library and without skipLibCheck', async () => {
    await writeFile(
      join(consumer, 'src/old.ts'),
      ENTRIES.map((entry, i) => `import * as entry${i} from '${entry}';\nvoid entry${i};\n`).join(''),
    );
    const more = { target: 'es2020', lib: ['es2020', 'dom', 'dom.iterable'], skipLibCheck: false };
    expect(await complaints('src/old.ts', 'bundler', 'esnext', more)).toBe('');
  });
});
