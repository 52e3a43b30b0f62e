import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Block } from './support/regions.js';
import { blocksOf, readProjectFile, regionOf } from './support/regions.js';

describe.each([
  'docs/server.md',
  'docs/server/other-backends.md',
  'docs/server/exports.md',
  'docs/server/limits.md',
  'docs/monitoring.md',
  'docs/signing-out.md',
  'docs/start.md',
])('%s', (path) => {
  const text = readProjectFile(path);
  const blocks = blocksOf(text);

  it('has a code block after every comment that names a file', () => {
    const named = text.match(/<!-- examples\/servers\/.* -->/g) ?? [];
    expect(blocks.filter(({ source }) => source)).toHaveLength(named.length);
    expect(named).not.toHaveLength(0);
  });

  it('shows no server code that tests do not run', () => {
    const unnamed = blocks.filter(({ source }) => !source);
    const isServerCode = ({ language, code }: Block): boolean =>
      !['html', 'ini', 'js', 'sh', 'text'].includes(language) && !code.includes('document.');
    expect(unnamed.filter(isServerCode)).toEqual([]);
  });

  it.each(blocks.flatMap(({ source, code }) => (source ? [{ ...source, code }] : [])))(
    'shows the current text of $path: $region',
    ({ path, region, code }) => {
      expect(code).toBe(regionOf(path, region));
    },
  );
});

it('a page that installs the package links to the one place that says how to before it is on npm', () => {
  const pages = (readdirSync(new URL('../../../docs', import.meta.url), { recursive: true }) as string[])
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: readProjectFile(`docs/${path}`) }));
  for (const { path, text } of pages) expect(text, path).not.toContain('npm yet');
  expect(readProjectFile('README.md').match(/npm yet/g)).toHaveLength(1);
  const installing = pages.filter(({ text }) => /npm install.* cube-embed\b/.test(text));
  expect(installing.length).toBeGreaterThan(3);
  for (const { path, text } of installing)
    expect(text, path).toMatch(/\(start\.md#install\)|cube-embed#install\)/);
});

describe('the handler’s documentation', () => {
  const text = readProjectFile('docs/server.md');

  it('lists every status that it answers', () => {
    const sources = ['refusals', 'endpoint']
      .map((name) => readProjectFile(`src/server/${name}.ts`))
      .join('\n');
    const answered = [...sources.matchAll(/status: ([45]\d\d)/g)].map(([, status]) => status);
    // nobody reads a 499
    for (const status of new Set(answered.filter((status) => status !== '499'))) {
      expect(text).toMatch(new RegExp(`^\\| ${status} `, 'm'));
    }
    expect(answered.length).toBeGreaterThan(8);
  });

  it('lists every option', () => {
    const options = ['connection.ts', 'endpoint.ts', 'handler.ts'].flatMap((file) => {
      const [, body = ''] =
        /^export interface (?:CubeConnection|EndpointOptions|SessionHandlerOptions)\b.*?\{\n(.*?)^\}/ms.exec(
          readProjectFile(`src/server/${file}`),
        ) ?? [];
      return [...body.matchAll(/^ {2}(\w+)\??: /gm)].map(([, option]) => option);
    });
    expect(options.sort()).toEqual([
      'allowedHeaders',
      'allowedOrigins',
      'apiKey',
      'deploymentId',
      'fetch',
      'identify',
      'limiter',
      'maxPerMinute',
      'onError',
      'onSession',
      'tenantUrl',
      'timeoutMs',
    ]);
    for (const option of options) expect(text).toMatch(new RegExp(`^\\| \`${option}\` `, 'm'));
  });
});
