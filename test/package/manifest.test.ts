import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../scripts/manifest/analyze.js';
import { copies } from '../../scripts/manifest/copies.js';
import { gaps } from '../../scripts/manifest/gaps.js';
import { reference } from '../../scripts/manifest/reference.js';
import { templateTypes } from '../../scripts/manifest/templates.js';

interface Described {
  name: string;
  description?: string;
}

interface Declaration extends Described {
  tagName?: string;
  members: (Described & { attribute?: string; kind: string })[];
  attributes: (Described & { fieldName: string; type: { text: string } })[];
  events: (Described & { type: { text: string } })[];
}

interface Analysis {
  manifest: { modules: { path: string; declarations: Declaration[] }[] };
  types: Map<string, string>;
  exported: string[];
}

const declarations = ({ manifest }: Analysis): Declaration[] =>
  manifest.modules.flatMap((m) => m.declarations);

describe('the custom-elements manifest', () => {
  let analysis: Analysis;
  let find: (tag: string) => Declaration;

  beforeAll(async () => {
    analysis = (await analyze(pathToFileURL(`${process.cwd()}/`))) as unknown as Analysis;
    find = (tag) => declarations(analysis).find(({ tagName }) => tagName === tag)!;
  });

  it('links each property to its attribute, including inherited ones', () => {
    const { attributes, members } = find('cube-embed-dashboard');
    const attribute = (name: string) => attributes.find((entry) => entry.name === name);
    expect(attribute('dashboard-id')).toMatchObject({ fieldName: 'dashboardId', type: { text: 'string' } });
    expect(attribute('hide-export-menu')).toMatchObject({ fieldName: 'hideExportMenu', default: 'false' });
    expect(attribute('referrerpolicy')).toMatchObject({ fieldName: 'referrerPolicy', inheritedFrom: {} });
    expect(attribute('color-scheme')?.type.text).toBe("'light' | 'dark' | 'auto'");
    expect(members.find(({ name }) => name === 'fetchSession')).not.toHaveProperty('attribute');
  });

  it('lists an element’s own members, and none of another element', () => {
    const names = find('cube-embed-chat').members.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['chatId', 'baseUrl', 'status', 'renew']));
    expect(names).not.toEqual(expect.arrayContaining(['dashboardId']));
    expect(names).not.toEqual(expect.arrayContaining(['filters']));
  });

  it('leaves out internal members', () => {
    for (const { members } of declarations(analysis).filter(({ tagName }) => tagName)) {
      for (const { name } of members) {
        expect(name).not.toMatch(/^#|Callback$|^(update|emit|showState|defaultTitle|fixedQuery|properties)$/);
      }
    }
  });

  it('gives each event its type', () => {
    const renewed = find('cube-embed-app').events.find(({ name }) => name === 'cube-embed-renewed');
    expect(renewed?.type.text).toBe(
      'CustomEvent<{ method: RenewalMethod; trigger: RenewalTrigger; confirmed: boolean; }>',
    );
  });

  it('names the shipped modules', () => {
    for (const { path } of analysis.manifest.modules) expect(path).toMatch(/^dist\/[\w/-]+\.js$/);
    expect(JSON.stringify(analysis.manifest)).not.toMatch(/src\//);
  });

  it('documents every public name', () => {
    expect(gaps(analysis)).toEqual([]);
  });

  it('reports a public name without a docstring', () => {
    const copy = structuredClone(analysis);
    const chat = declarations(copy).find(({ name }) => name === 'CubeEmbedChat')!;
    delete chat.members.find(({ name }) => name === 'chatId')!.description;
    chat.events[0]!.description = ' ';
    copy.types.set('Surface', `export type Surface = 'dashboard';`);
    copy.types.set('CubeEmbedEventMap', `/** … */ {\n  'cube-embed-new': CustomEvent;\n}`);
    expect(gaps(copy)).toEqual([
      'CubeEmbedChat.chatId',
      'CubeEmbedChat.cube-embed-ready',
      'Surface',
      '@fires cube-embed-new',
    ]);
  });

  it('matches docs/api.md', async () => {
    expect(await readFile('docs/api.md', 'utf8'), 'run "npm run docs -- api"').toBe(
      await reference(analysis),
    );
  });

  it('matches the types for templates', async () => {
    for (const [path, text] of Object.entries(await templateTypes(analysis)))
      expect(await readFile(path, 'utf8'), 'run "npm run docs -- api"').toBe(text);
  });

  it('matches the stub, and Angular’s file to copy', async () => {
    const root = new URL('../../', import.meta.url);
    for (const [path, text] of Object.entries(await copies(analysis, root)))
      expect(await readFile(path, 'utf8'), 'run "npm run docs -- api"').toBe(text);
  });
});
