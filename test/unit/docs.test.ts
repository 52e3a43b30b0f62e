import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const pages = [
  'README.md',
  'AGENTS.md',
  ...(readdirSync(`${ROOT}docs`, { recursive: true }) as string[]).map((page) => `docs/${page}`),
]
  .filter((page) => page.endsWith('.md'))
  .map((page) => ({ page, text: readFileSync(ROOT + page, 'utf8') }));

/** Generated pages, and code from files that tests run; other tests compare these. */
const TESTED_ELSEWHERE = /^docs\/(api|server|testing|frameworks)/;

/** The code samples of one language in a page, each with its first line number. */
function samples(text: string, language: string): { line: number; code: string }[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    code: match[1] as string,
  }));
}

describe('the docs', () => {
  it('show TypeScript that compiles', () => {
    const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
      config: { compilerOptions: object };
    };
    const { options } = ts.convertCompilerOptionsFromJson(
      {
        ...config.compilerOptions,
        noUnusedLocals: false,
        noPropertyAccessFromIndexSignature: false,
        allowJs: false,
        types: ['node'],
      },
      ROOT,
    );
    const files = new Map<string, string>();
    for (const { page, text } of pages.filter(({ page }) => !TESTED_ELSEWHERE.test(page))) {
      for (const { line, code } of samples(text, 'ts')) {
        // A separate module that knows the tags, like a page that has loaded the package.
        files.set(`${ROOT}${page}.${line}.ts`, `${code}\nimport 'cube-embed';\nexport {};\n`);
      }
    }
    expect(files.size).toBeGreaterThan(5);
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (path) => files.has(path) || fileExists(path);
    host.readFile = (path) => files.get(path) ?? readFile(path);
    host.getSourceFile = (path, ...rest) => {
      const code = files.get(path);
      return code === undefined
        ? getSourceFile(path, ...rest)
        : ts.createSourceFile(path, code, ts.ScriptTarget.ES2022, true);
    };
    const program = ts.createProgram([...files.keys()], options, host);
    const faults = ts
      .getPreEmitDiagnostics(program)
      .map(
        ({ file, messageText }) =>
          `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    expect(faults).toEqual([]);
  });

  it('show only elements and attributes that exist', () => {
    const manifest = JSON.parse(readFileSync(`${ROOT}dist/custom-elements.json`, 'utf8')) as {
      modules: { declarations?: { tagName?: string; attributes?: { name: string }[] }[] }[];
    };
    const known = new Map(
      manifest.modules
        .flatMap(({ declarations = [] }) => declarations)
        .map(({ tagName, attributes = [] }) => [tagName, new Set(attributes.map(({ name }) => name))]),
    );
    const unknown: string[] = [];
    let tags = 0;
    for (const { page, text } of pages) {
      for (const { code } of samples(text, 'html')) {
        for (const [, tag, attributes] of code.matchAll(/<(cube-embed-[\w-]+)([^>]*)>/g)) {
          tags++;
          const names = (attributes as string).replace(/"[^"]*"|'[^']*'/g, '');
          // Skip listeners (`@…`) and the global attributes of HTML and of the libraries in the guides.
          for (const [name] of names.matchAll(/(?<![\w@-])[\w-]+/g)) {
            if (
              !known.get(tag as string)?.has(name) &&
              !/^(id|class|style|slot|hidden|popover|(x|hx|data)-.*)$/.test(name)
            ) {
              unknown.push(`${page}: <${tag}> ${name}`);
            }
          }
        }
      }
    }
    expect(tags).toBeGreaterThan(2);
    expect(unknown).toEqual([]);
  });

  it('link only to pages and sections that exist', () => {
    const anchors = (text: string): string[] =>
      [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
        (title as string)
          .toLowerCase()
          .replace(/[^\w\- ]/g, '')
          .replaceAll(' ', '-'),
      );
    const broken: string[] = [];
    for (const { page, text } of pages) {
      for (const [, target] of text.replace(/^```.*?^```$/gms, '').matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(target as string)) continue;
        const [path, section] = (target as string).split('#') as [string, string | undefined];
        const url = new URL(path || '', new URL(page, `file://${ROOT}`));
        const file = path ? fileURLToPath(url) : ROOT + page;
        try {
          const content = file.endsWith('.md') ? readFileSync(file, 'utf8') : '';
          if (section && !anchors(content).includes(section)) broken.push(`${page}: ${target}`);
          if (!file.endsWith('.md') && !readdirSync(new URL('.', url)).length)
            broken.push(`${page}: ${target}`);
        } catch {
          broken.push(`${page}: ${target}`);
        }
      }
    }
    expect(broken).toEqual([]);
  });

  it('are all listed in the sidebar and in the index', () => {
    const sidebar = readFileSync(`${ROOT}docs/.vitepress/config.ts`, 'utf8');
    const { text: index } = pages.find(({ page }) => page === 'docs/index.md')!;
    for (const { page } of pages) {
      // The framework pages have their own index.
      if (!page.startsWith('docs/') || /^docs\/(index|frameworks\/.*)\.md$/.test(page)) continue;
      const path = page.slice('docs/'.length);
      expect(sidebar).toContain(`'${path.replace('.md', '')}'`);
      expect(index).toContain(`](${path})`);
    }
  });

  it('name only files that exist', () => {
    const missing = pages.flatMap(({ page, text }) =>
      [...text.matchAll(/`((?:test|src|testkit|bench)\/[\w./-]+)`/g)]
        .filter(([, path]) => !existsSync(ROOT + path))
        .map(([, path]) => `${page}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('contain the page that console messages link to', () => {
    const { homepage } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { homepage: string };
    const source = readFileSync(`${ROOT}src/page/console.ts`, 'utf8');
    expect(source).toContain(`docs/errors.md in the package: ${homepage}errors#'`);
  });

  it('have a section for each error code', () => {
    const { text } = pages.find(({ page }) => page === 'docs/errors.md')!;
    const source = readFileSync(`${ROOT}src/shared/errors.ts`, 'utf8');
    const codes = [...source.matchAll(/^ {2}\| '([\w-]+)'/gm)].map(([, code]) => code);
    expect(codes).toHaveLength(9);
    for (const code of codes) expect(text).toContain(`\n## ${code}\n`);
  });
});
