import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterParameters } from '../../../src/frame/controls.js';
import type { EmbedTarget } from '../../../src/frame/embed-url.js';
import { embedAddress, embedPath, startPage } from '../../../src/frame/embed-url.js';

const BASE = 'https://acme.cubecloud.dev';
const embedUrl = (embed: EmbedTarget, session: string): string => embedAddress(embed, session).url;
const target = (changes: Partial<EmbedTarget> = {}): EmbedTarget => ({
  surface: 'dashboard',
  base: new URL(BASE),
  deploymentId: undefined,
  dashboardId: 'sales',
  query: {},
  ...changes,
});

describe('the URL of an embed', () => {
  it.each<[string, Partial<EmbedTarget>]>([
    ['/embed/dashboard/sales?session=id', {}],
    ['/embed/d/7/dashboard/sales?session=id', { deploymentId: '7' }],
    ['/embed/chat?sessionId=id', { surface: 'chat', dashboardId: undefined }],
    ['/embed/d/7/chat?session=id', { surface: 'chat', dashboardId: undefined, deploymentId: '7' }],
    ['/embed/d/7/app?session=id', { surface: 'app', dashboardId: undefined, deploymentId: '7' }],
  ])('is %s', (path, changes) => {
    expect(embedUrl(target(changes), 'id')).toBe(BASE + path);
  });

  it('contains the dashboard id for a dashboard only', () => {
    const url = embedUrl(target({ surface: 'app', deploymentId: '7', dashboardId: 'sales' }), 'id');
    expect(url).toBe(`${BASE}/embed/d/7/app?session=id`);
  });

  it.each([
    ['https://example.com/cube', 'https://example.com/cube/embed/dashboard/sales?session=id'],
    ['https://example.com/cube//', 'https://example.com/cube/embed/dashboard/sales?session=id'],
    ['https://example.com:8443/', 'https://example.com:8443/embed/dashboard/sales?session=id'],
  ])('keeps the path and the port of %s', (base, url) => {
    expect(embedUrl(target({ base: new URL(base) }), 'id')).toBe(url);
  });

  it('encodes every part', () => {
    const url = embedUrl(
      target({ deploymentId: 'a/b?c', dashboardId: '../x#y z', query: { 'a&b': 'c=d+e' } }),
      's&t=u/v w',
    );
    expect(url).toBe(
      `${BASE}/embed/d/a%2Fb%3Fc/dashboard/..%2Fx%23y%20z?session=s%26t%3Du%2Fv%20w&a%26b=c%3Dd%2Be`,
    );
  });

  it('leaves out undefined parameters, and keeps empty ones', () => {
    const query = { locale: undefined, timezone: '' };
    expect(embedUrl(target({ query }), 'id')).toBe(`${BASE}/embed/dashboard/sales?session=id&timezone=`);
  });

  it.each([
    ['dashboard-id', { dashboardId: undefined }],
    ['dashboard-id', { dashboardId: '' }],
    ['dashboard-id', { dashboardId: '.' }],
    ['dashboard-id', { dashboardId: '..' }],
    ['deployment-id', { deploymentId: '.' }],
    ['deployment-id', { deploymentId: '..' }],
  ])('throws for an invalid %s', (name, changes: Partial<EmbedTarget>) => {
    expect(() => embedUrl(target(changes), 'id')).toThrow(
      expect.objectContaining({ code: 'invalid-config', message: expect.stringContaining(name) }),
    );
  });

  it.each<[string, Partial<EmbedTarget>]>([
    ['session', {}],
    ['sessionId', { surface: 'chat' }],
    ['session', { surface: 'chat', deploymentId: '7' }],
  ])('has one %s, whatever the other parameters are', (name, changes) => {
    const query = { session: 'forged', sessionId: 'forged', Session: 'harmless' };
    const { searchParams } = new URL(embedUrl(target({ ...changes, query }), 'id'));
    expect([...searchParams]).toEqual([
      [name, 'id'],
      ['Session', 'harmless'],
    ]);
  });

  it.each([
    ['quotes and ampersands', 'a "b" & c'],
    ['a percent sign and a plus', '100%25 + 1'],
    ['an emoji', 'Zürich 🏔️'],
    ['a fragment and a path', '#/../?x'],
    ['a line break', 'a\r\nb'],
  ])('carries a filter with %s through to the embed', (_what, value) => {
    const url = embedUrl(target({ query: filterParameters({ 'orders.city': value }) }), 'id');
    expect(url).toMatch(/^[!-~]+$/);
    const json = new URL(url).searchParams.get('f_orders.city') ?? '';
    expect(JSON.parse(json)).toEqual({ value });
    // A decoder that does not read + as a space gets the same.
    const raw = new URL(url).search.split('f_orders.city=')[1] ?? '';
    expect(decodeURIComponent(raw)).toBe(json);
  });

  it('replaces half a surrogate pair by U+FFFD', () => {
    const query = { 'a\ud800': 'b\udc00c' };
    expect([...new URL(embedUrl(target({ dashboardId: '\ud800', query }), 'id')).searchParams]).toEqual([
      ['session', 'id'],
      ['a\ufffd', 'b\ufffdc'],
    ]);
  });

  it('has the embed’s root as its path', () => {
    expect(embedPath(target())).toBe('/embed/dashboard/sales');
    expect(embedPath(target({ base: new URL('https://example.com/cube/'), deploymentId: 'a b' }))).toBe(
      '/cube/embed/d/a%20b/dashboard/sales',
    );
  });

  it('is read back as it was written, whatever it contains', () => {
    const text = fc.string({ unit: 'grapheme' });
    const id = text.filter((value) => !/^\.{0,2}$/.test(value));
    const name = text.filter((key) => key !== 'session' && key !== 'sessionId' && key !== '__proto__');
    fc.assert(
      fc.property(
        id,
        fc.option(id, { nil: undefined }),
        text,
        fc.dictionary(name, text),
        (dashboardId, deploymentId, session, query) => {
          const url = new URL(embedUrl(target({ dashboardId, deploymentId, query }), session));
          const parts = url.pathname.split('/').slice(1).map(decodeURIComponent);
          const deployment = deploymentId === undefined ? [] : ['d', deploymentId];
          expect(parts).toEqual(['embed', ...deployment, 'dashboard', dashboardId]);
          expect(url.origin + url.hash).toBe(BASE);
          expect(Object.fromEntries(url.searchParams)).toEqual({ session, ...query });
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('filters in the URL of an embed', () => {
  const many = (count: number): number[] => Array.from({ length: count }, (_, n) => 1_000_000 + n);

  it('are all included while it is short', () => {
    const filters = filterParameters({ 'orders.city': 'Rome', 'orders.id': many(300) });
    const { url, carried } = embedAddress(target({ filters, query: { locale: 'de' } }), 'id');
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      session: 'id',
      locale: 'de',
      ...filters,
    });
    expect([...carried]).toEqual(['locale', 'f_orders.city', 'f_orders.id']);
  });

  it('are left out, the longest first, until it is short enough', () => {
    const filters = filterParameters({
      'orders.city': 'Rome',
      'orders.id': many(2_000),
      'orders.number': many(400),
      'orders.total': many(300),
    });
    const query = { theme: 'dark' };
    const { url, carried } = embedAddress(target({ filters, query }), 'id');
    expect(url.length).toBeLessThanOrEqual(4_096);
    expect([...carried]).toEqual(['theme', 'f_orders.city', 'f_orders.total']);
    expect([...new URL(url).searchParams.keys()]).toEqual(['session', ...carried]);
  });

  it('are left out before parameters that no action can set', () => {
    const query = { long: 'x'.repeat(5_000) };
    const { carried } = embedAddress(target({ query, filters: filterParameters({ 'a.b': 1 }) }), 'id');
    expect([...carried]).toEqual(['long']);
  });

  it('override a parameter of the same name', () => {
    const { url } = embedAddress(target({ query: { 'f_a.b': 'x' }, filters: { 'f_a.b': 'y' } }), 'id');
    expect(new URL(url).searchParams.getAll('f_a.b')).toEqual(['y']);
  });
});

describe('the URL of a frame that begins where the viewer was', () => {
  it.each([
    ['/embed/dashboard/other', '/embed/dashboard/other?session=id'],
    ['/embed/d/7/dashboard/other', '/embed/d/7/dashboard/other?session=id'],
    ['/embed/dashboard/sales?f_a.b=1&x=%26#top', '/embed/dashboard/sales?session=id&f_a.b=1&x=%26#top'],
  ])('is that of another dashboard: %s', (page, url) => {
    expect(embedAddress(target(), 'id', startPage(target(), page)).url).toBe(BASE + url);
  });

  it.each([
    ['a page inside a dashboard', {}, '/embed/dashboard/sales/tab/2'],
    ['a path outside of the embeds', {}, '/admin'],
    ['another kind of embed', {}, '/embed/chat'],
    ['a page of an app', { surface: 'app', deploymentId: '7' }, '/embed/d/7/app/workbook/130'],
    ['a dashboard, for an app', { surface: 'app', deploymentId: '7' }, '/embed/dashboard/other'],
    ['a dashboard, for a chat', { surface: 'chat' }, '/embed/dashboard/other'],
  ] as [string, Partial<EmbedTarget>, string][])('is the embed’s own for %s', (_what, changes, page) => {
    expect(startPage(target(changes), page)).toBeUndefined();
  });

  it('has what the viewer chose in place of what the host set, and what the host set else', () => {
    const filters = filterParameters({ 'orders.city': 'Bonn', 'orders.year': 2026 });
    const page = '/embed/dashboard/other?f_orders.city=%7B%22value%22%3A%22Ulm%22%7D';
    const { url, carried } = embedAddress(target({ query: { locale: 'de' }, filters }), 'id', page);
    expect([...new URL(url).searchParams]).toEqual([
      ['session', 'id'],
      ['f_orders.city', '{"value":"Ulm"}'],
      ['locale', 'de'],
      ['f_orders.year', '{"value":2026}'],
    ]);
    expect([...carried].sort()).toEqual(['f_orders.city', 'f_orders.year', 'locale']);
  });

  it('stays on the tenant, whatever the path of its address', () => {
    expect(embedUrl(target({ base: new URL(`${BASE}//evil.example`) }), 'id')).toBe(
      `${BASE}//evil.example/embed/dashboard/sales?session=id`,
    );
  });
});
