import { readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProjectFile } from './support/regions.js';

const ROOT = 'examples/servers';

interface Manifest {
  workspaces: string[];
  dependencies: Record<string, string>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readProjectFile(`${folder}/package.json`)) as Manifest;

const sourcesOf = (folder: string): string[] =>
  (readdirSync(new URL(`../../../${folder}`, import.meta.url), { recursive: true }) as string[])
    .filter((path) => /\.tsx?$/.test(path) && !/node_modules|\.next|\.d\.ts$/.test(path))
    .map((path) => `${folder}/${path}`);

const importsOf = (path: string): string[] =>
  [...readProjectFile(path).matchAll(/^import\b[^'"]*'([^']+)'/gm)].map(([, name = '']) => name);

const { workspaces } = manifestOf(ROOT);

describe.each(workspaces)('examples/servers/%s, a project to copy,', (name) => {
  const folder = `${ROOT}/${name}`;
  const sources = sourcesOf(folder);

  it('imports no file from outside its folder', () => {
    expect(sources.length).toBeGreaterThan(2);
    for (const source of sources) {
      for (const path of importsOf(source).filter((path) => path.startsWith('.'))) {
        expect(posix.join(posix.dirname(source), path), source).toMatch(new RegExp(`^${folder}/`));
      }
    }
  });

  it('lists every package that it imports, except cube-embed', () => {
    const packages = sources
      .flatMap(importsOf)
      .filter((path) => !/^(\.|node:|cube-embed)/.test(path))
      .map((path) =>
        path
          .split('/')
          .slice(0, path.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    expect(Object.keys(manifestOf(folder).dependencies)).toEqual(expect.arrayContaining(packages));
  });

  it('is compiled in strict mode', () => {
    expect(readProjectFile(`${folder}/tsconfig.json`)).toContain('"strict": true');
  });

  it('has the same simulated sign-in as the others', () => {
    expect(readProjectFile(`${folder}/sign-in.ts`)).toBe(readProjectFile(`${ROOT}/node-http/sign-in.ts`));
  });

  it('has an install command in the docs with the packages of its server', () => {
    const docs = readProjectFile('docs/server.md');
    const sample = docs.indexOf(`<!-- ${folder}/`);
    expect(sample).toBeGreaterThan(0);
    const [line = ''] = docs.slice(0, sample).match(/^npm install .*$(?![\s\S]*^npm install)/m) ?? [];
    const server = sources.find((path) => /(server|cube-session\/route)\.ts$/.test(path)) ?? '';
    for (const imported of importsOf(server).filter((path) => !/^(\.|node:|next\/)/.test(path))) {
      expect(line).toContain(` ${imported.replace('cube-embed/server', 'cube-embed')}`);
    }
  });
});
