import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CubeEmbedApp, CubeEmbedChat, CubeEmbedDashboard } from '../../src/elements.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TYPES = `${ROOT}test/types/`;

const EVENTS = [
  ...readFileSync(`${ROOT}src/embed/event-map.ts`, 'utf8').matchAll(/^ {2}'(cube-embed-[\w-]+)':/gm),
].map(([, name = '']) => name);

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const ELEMENTS = {
  'cube-embed-dashboard': CubeEmbedDashboard,
  'cube-embed-chat': CubeEmbedChat,
  'cube-embed-app': CubeEmbedApp,
};

/** The properties and attributes of each element. */
const MEMBERS = Object.entries(ELEMENTS).map(([tag, element]) => {
  void element.observedAttributes;
  const names = [...element.elementProperties.keys()].map(String);
  const attributes = [...element.elementProperties.values()].map(({ attribute }) => attribute);
  return { tag, names, attributes: attributes.filter((name) => typeof name === 'string') };
});

/** A language service over the project, with these files added to `test/types`. */
function serviceFor(files: Record<string, string>, options: ts.CompilerOptions = {}): ts.LanguageService {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile) as { config: object };
  const parsed = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
  const texts = new Map(Object.entries(files).map(([name, text]) => [TYPES + name, text]));
  return ts.createLanguageService({
    getCompilationSettings: () => ({ ...parsed.options, jsx: ts.JsxEmit.Preserve, ...options }),
    getScriptFileNames: () => [...texts.keys()],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = texts.get(name) ?? ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => texts.has(name) || ts.sys.fileExists(name),
    readFile: (name) => texts.get(name) ?? ts.sys.readFile(name),
    directoryExists: ts.sys.directoryExists,
  });
}

/** The names between `@` in the files, without the signs, and where each is. */
function unmark(marked: string): { text: string; names: string[]; positions: number[] } {
  const names: string[] = [];
  const positions: number[] = [];
  const text = marked.replaceAll(/@([\w:-]+)@/g, (_, word: string, at: number) => {
    positions.push(at - 2 * names.length);
    names.push(word);
    return word;
  });
  return { text, names, positions };
}

/** A module with each element as JSX, each name with a value of any type. */
function jsx(source: string, names: (element: (typeof MEMBERS)[number]) => string[]): string {
  const tags = MEMBERS.map((element) => {
    const written = names(element).map((name) => `@${name}@={undefined as never}`);
    return `<${element.tag} ${written.join(' ')} />`;
  });
  return `/** @jsxImportSource ${source} */
import type {} from 'cube-embed/${source.replace('-js', '')}';
export const all = [${tags.join(', ')}];`;
}

/** Objects are not set by attributes. */
const settable = (names: string[]): string[] =>
  names.filter((name) => !['filters', 'theme', 'params'].includes(name));

const on = (prefix: string): string[] => EVENTS.map((event) => prefix + event);
const camelCase = EVENTS.map((event) => `on${pascal(event)}`);
const unique = (...names: string[]): string[] => [...new Set(names)];

function components(): string {
  const tags = MEMBERS.map(({ tag, names }) => {
    const written = [...names, ...camelCase].map((name) => `@${name}@={undefined as never}`);
    return `<${pascal(tag).replace('Cube', '')} ${written.join(' ')} />`;
  });
  return `/** @jsxImportSource react */
import { EmbedApp, EmbedChat, EmbedDashboard } from 'cube-embed/react';
export const all = [${tags.join(', ')}];`;
}

/** Objects with the names that a template may use, as the checkers of Vue and Svelte see them. */
function objects(): string {
  const all = MEMBERS.map(({ tag, names, attributes }) => {
    const written = (list: string[]): string =>
      list.map((name) => (name.includes('-') ? `'@${name}@': undefined` : `@${name}@: undefined`)).join(', ');
    return `export const vue${pascal(tag)}: InstanceType<GlobalComponents['${tag}']>['$props'] = {
  ${written([...names, ...camelCase])} };
export const svelte${pascal(tag)}: SvelteHTMLElements['${tag}'] = {
  ${written(unique(...names, ...attributes, ...on('on')))} };`;
  });
  return `import type { GlobalComponents } from 'vue';
import type { SvelteHTMLElements } from 'svelte/elements';
import type {} from 'cube-embed/svelte';
import type {} from 'cube-embed/vue';
${all.join('\n')}`;
}

const TEMPLATES: Record<string, string> = {
  'react.tsx': jsx('react', ({ names, attributes }) => unique(...names, ...attributes, ...on('on'))),
  'preact.tsx': jsx('preact', ({ names, attributes }) => unique(...names, ...attributes, ...on('on'))),
  'solid.tsx': jsx('solid-js', ({ names, attributes }) => [
    ...settable(attributes).flatMap((name) => [name, `attr:${name}`]),
    ...names.map((name) => `prop:${name}`),
    ...on('on:'),
  ]),
  'components of React.tsx': components(),
  'Vue and Svelte.ts': objects(),
};

describe('editors show the documentation of every property, attribute and event in', () => {
  const files = Object.entries(TEMPLATES).map(([name, marked]) => ({ name, ...unmark(marked) }));
  const service = serviceFor(Object.fromEntries(files.map(({ name, text }) => [name, text])));

  it.each(files)('$name', ({ name, names, positions }) => {
    expect(names).toContain(name.startsWith('s') ? 'prop:baseUrl' : 'baseUrl');
    const silent = names.filter((_, index) => {
      const info = service.getQuickInfoAtPosition(TYPES + name, positions[index]! + 1);
      return !ts.displayPartsToString(info?.documentation).trim();
    });
    expect(silent).toEqual([]);
  });
});

describe('templates without strict types', () => {
  it('know every property, functions too, and no method', () => {
    const text = (members: string): string => `/** @jsxImportSource react */
import type { FetchSession } from 'cube-embed';
import { EmbedDashboard } from 'cube-embed/react';
declare const f: FetchSession;
export const all = [<EmbedDashboard ${members} />, <cube-embed-dashboard ${members} />];`;
    const files = {
      'loose.tsx': text('fetchSession={f} dashboardId="sales" hide-title filters={{}}'),
      'wrong.tsx': text('renew={f}'),
    };
    const options = { strict: false, strictNullChecks: false, exactOptionalPropertyTypes: false };
    const service = serviceFor(files, options);
    expect(service.getSemanticDiagnostics(`${TYPES}loose.tsx`).map(({ messageText }) => messageText)).toEqual(
      [],
    );
    expect(service.getSemanticDiagnostics(`${TYPES}wrong.tsx`)).toHaveLength(2);
  });
});
