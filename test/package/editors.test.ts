import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { TextDocument, getLanguageService, newHTMLDataProvider } from 'vscode-html-languageservice';
import type { HTMLDataV1, LanguageService } from 'vscode-html-languageservice';
import manifest from '../../package.json' with { type: 'json' };

const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

describe('the custom data for VS Code, as its own service reads it', () => {
  let data: HTMLDataV1;
  let service: LanguageService;

  beforeAll(async () => {
    data = (await read('dist/vscode.html-custom-data.json')) as HTMLDataV1;
    service = getLanguageService({
      customDataProviders: [newHTMLDataProvider('cube-embed', data)],
      useDefaultDataProvider: false,
    });
  });

  /** Applies the editor's action at the `|` in the text. */
  const at = (marked: string) => {
    const document = TextDocument.create('file:///page.html', 'html', 1, marked.replace('|', ''));
    return [document, document.positionAt(marked.indexOf('|')), service.parseHTMLDocument(document)] as const;
  };
  const offered = (marked: string) => service.doComplete(...at(marked)).items.map(({ label }) => label);
  const shown = (marked: string) => service.doHover(...at(marked))?.contents;

  it('offers the tags', () => {
    expect(offered('<|').filter((label) => label.startsWith('cube-embed-'))).toEqual([
      'cube-embed-app',
      'cube-embed-chat',
      'cube-embed-dashboard',
    ]);
  });

  it('offers the attributes of a tag', () => {
    const dashboard = offered('<cube-embed-dashboard |');
    expect(dashboard).toEqual(
      expect.arrayContaining(['dashboard-id', 'base-url', 'session-endpoint', 'hide-export-menu']),
    );
    expect(dashboard).not.toContain('chat-id');
    expect(offered('<cube-embed-chat |')).toContain('chat-id');
  });

  it('offers the values of an attribute with few values', () => {
    expect(offered('<cube-embed-chat loading="|"')).toEqual(expect.arrayContaining(['eager', 'lazy']));
    expect(offered('<cube-embed-app color-scheme="|"')).toEqual(
      expect.arrayContaining(['auto', 'dark', 'light']),
    );
  });

  it('completes a boolean without a value, and a string with one', () => {
    const written = (label: string) =>
      service.doComplete(...at('<cube-embed-dashboard |')).items.find((item) => item.label === label)
        ?.textEdit?.newText;
    expect(written('hide-header')).toBe('hide-header');
    expect(written('dashboard-id')).toBe('dashboard-id="$1"');
  });

  it('explains what is hovered', () => {
    const chat = data.tags?.find(({ name }) => name === 'cube-embed-chat');
    const endpoint = chat?.attributes.find(({ name }) => name === 'session-endpoint');
    expect(shown('<cube-embed-ch|at></cube-embed-chat>')).toEqual(chat?.description);
    expect(shown('<cube-embed-chat session-end|point="/s"></cube-embed-chat>')).toEqual(
      endpoint?.description,
    );
  });
});

interface Entry {
  name: string;
  description: string;
  [more: string]: unknown;
}

interface Element extends Entry {
  attributes: (Entry & { value: { kind: string; type: string | string[] } })[];
  slots: Entry[];
  js: { properties: (Entry & { type: string })[]; events: (Entry & { type: string })[] };
  css: { properties: Entry[]; parts: Entry[] };
}

describe('the web-types for JetBrains’ editors', () => {
  let data: Record<string, unknown>;
  let elements: Element[];

  beforeAll(async () => {
    data = (await read('dist/web-types.json')) as Record<string, unknown>;
    elements = (data as { contributions: { html: { elements: Element[] } } }).contributions.html.elements;
  });

  // The schema (json.schemastore.org/web-types) allows no other top-level key, and requires the first two.
  it('name this package and version, as the schema requires', () => {
    expect(data).toEqual({
      name: manifest.name,
      version: manifest.version,
      $schema: 'https://json.schemastore.org/web-types',
      'js-types-syntax': 'typescript',
      'description-markup': 'markdown',
      contributions: { html: { elements: expect.any(Array) } },
    });
  });

  it('name and describe every item', () => {
    for (const { attributes, slots, js, css, ...element } of elements) {
      const lists = [attributes, slots, js.properties, js.events, css.properties, css.parts];
      for (const list of lists) expect(list.length, element.name).toBeGreaterThan(0);
      for (const entry of [element, ...lists.flat()]) {
        expect(entry, element.name).toMatchObject({
          name: expect.any(String),
          description: expect.any(String),
        });
        expect(entry.description, `${element.name} ${entry.name}`).not.toBe('');
      }
    }
  });

  it('give the kind of an attribute’s value, one of the schema’s three', () => {
    for (const { name: tag, attributes } of elements) {
      for (const { name, value } of attributes) {
        expect(Object.keys(value), `${tag} ${name}`).toEqual(['kind', 'type']);
        expect(value.kind).toBe(value.type === 'boolean' ? 'no-value' : 'plain');
      }
    }
    const loading = elements[0]?.attributes.find(({ name }) => name === 'loading');
    expect(loading?.value.type).toEqual(["'eager'", "'lazy'"]);
  });

  it('mark read-only properties', () => {
    for (const { js } of elements) {
      const readOnly = js.properties.filter((entry) => entry['read-only']).map(({ name }) => name);
      expect(readOnly.sort()).toEqual(['error', 'renewing', 'status', 'surface']);
    }
  });

  it('give every event its type', () => {
    for (const { js } of elements) {
      for (const { name, type } of js.events) expect(type, name).toMatch(/^CustomEvent</);
    }
  });
});
