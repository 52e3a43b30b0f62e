import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };

interface Locked {
  version: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
}

const { '': root, ...packages } = lock.packages as unknown as Record<string, Locked>;
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13);

/** What a host installs with the package: its direct and indirect dependencies. */
function shipped(): [string, Locked][] {
  const found = new Map<string, Locked>();
  const add = (name: string): void => {
    const path = `node_modules/${name}`;
    const entry = packages[path];
    if (!entry) throw new Error(`${name} is not in the lock file`);
    if (found.has(name)) return;
    found.set(name, entry);
    Object.keys(entry.dependencies ?? {}).forEach(add);
  };
  Object.keys(manifest.dependencies).forEach(add);
  return [...found];
}

describe('what is installed with the package', () => {
  it('is Lit with its three parts and one package of types, and the server’s schema library', () => {
    expect(shipped().map(([name]) => name)).toEqual([
      '@lit/reactive-element',
      '@lit-labs/ssr-dom-shim',
      'lit',
      'lit-element',
      'lit-html',
      '@types/trusted-types',
      'valibot',
    ]);
  });

  it('ships only Lit to the browser, beside the framework that the host has: only the server imports the rest', async () => {
    const modules = (await readdir('dist', { recursive: true })).filter(
      (path) => path.endsWith('.js') && !/^(testing|inspector|licenses)\b|^cli\.js$/.test(path),
    );
    const importedBy = async (paths: string[]): Promise<Set<string>> => {
      const texts = await Promise.all(paths.map((path) => readFile(`dist/${path}`, 'utf8')));
      const names = texts.flatMap((text) => [
        ...text.matchAll(/^(?:import|export)\b[^'"=(;]*['"]([^./'"][^'"]*)['"]/gm),
      ]);
      return new Set(names.map(([, name = '']) => name));
    };
    const isServer = (path: string): boolean => path.startsWith('server/');
    expect(await importedBy(modules.filter(isServer))).toEqual(new Set(['valibot']));
    const inBrowser = await importedBy(modules.filter((path) => !isServer(path)));
    const frameworks = [...inBrowser].filter((name) => !/^(lit|@lit\/reactive-element)(\/|$)/.test(name));
    expect(frameworks.sort()).toEqual(['preact', 'preact/hooks', 'react', 'solid-js', 'vue']);
    const types = (await readdir('dist/server')).filter((path) => path.endsWith('.d.ts'));
    for (const path of types) expect(await readFile(`dist/server/${path}`, 'utf8')).not.toContain('valibot');
  });

  it('has licenses that require nothing but their text', () => {
    const licenses = shipped().map(([, { license }]) => license);
    expect(new Set(licenses)).toEqual(new Set(['BSD-3-Clause', 'MIT']));
  });

  it('runs no install script', () => {
    expect(shipped().filter(([, entry]) => entry.hasInstallScript)).toEqual([]);
    const scripts = Object.keys(manifest.scripts);
    expect(scripts.filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });
});

describe('the lock file', () => {
  it('matches package.json', () => {
    expect(root).toMatchObject({
      version: manifest.version,
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    });
  });

  it('contains the checksum of every package, and downloads none from outside the registry', () => {
    const loose = Object.entries(packages).filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    expect(loose.map(([path]) => path)).toEqual([]);
    const elsewhere = Object.values(packages).flatMap(({ resolved }) => resolved ?? []);
    expect(elsewhere.filter((url) => !url.startsWith('https://registry.npmjs.org/'))).toEqual([]);
  });

  it('contains only known packages with an install script, none of which runs', () => {
    const withScripts = Object.entries(packages).filter(([, entry]) => entry.hasInstallScript);
    expect(new Set(withScripts.map(([path]) => nameOf(path)))).toEqual(
      new Set(['esbuild', 'rs-module-lexer']),
    );
    expect(manifest.allowScripts).toEqual({ esbuild: false, 'rs-module-lexer': false });
  });

  it('contains only known licenses', () => {
    const KNOWN =
      /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Python-2\.0|MPL-2\.0|\(MIT OR CC0-1\.0\))$/;
    const strange = Object.entries(packages).filter(([, { license }]) => !KNOWN.test(license ?? ''));
    // Two contain the text of the MIT license without its name; `format` names it in a field that npm no longer reads.
    expect(new Set(strange.map(([path]) => nameOf(path)))).toEqual(
      new Set(['format', 'only', 'spawndamnit']),
    );
  });
});

describe('third-party code in the bundles', () => {
  const listed = async (file: string): Promise<string[]> => {
    const text = await readFile(`dist/licenses/${file}`, 'utf8');
    return [...text.matchAll(/^## (\S+) - \S+ \(([^)]+)\)$/gm)].map(
      ([, name, license]) => `${name} ${license}`,
    );
  };

  it('is listed with the text of its license', async () => {
    expect((await readdir('dist/licenses')).sort()).toEqual([
      'browser.md',
      'inspector.md',
      'react.md',
      'testing-pages.md',
      'testing.md',
    ]);
    expect(await listed('browser.md')).toEqual(['@lit/reactive-element BSD-3-Clause']);
    expect(await listed('react.md')).toEqual(['@lit/react BSD-3-Clause']);
    expect(await listed('testing.md')).toEqual(['jose MIT', 'valibot MIT', 'ws MIT']);
    expect(await listed('testing-pages.md')).toEqual([
      '@lit/reactive-element BSD-3-Clause',
      'lit-element BSD-3-Clause',
      'lit-html BSD-3-Clause',
      'lit BSD-3-Clause',
    ]);
    expect(await readFile('dist/licenses/browser.md', 'utf8')).toContain('Copyright (c) 2017 Google LLC');
  });
});
