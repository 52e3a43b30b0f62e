import { describe, expect, it } from 'vitest';
import type { EmbedTheme } from '../../../src/frame/actions.js';
import { CubeEmbedError } from '../../../src/shared/errors.js';
import type { EmbedRecord, Settings } from '../../../src/embed/settings.js';
import { settingsOf } from '../../../src/embed/settings.js';
import { MissingSetting } from '../../../src/page/session-source.js';
import type { EmbedDefaults } from '../../../src/page/defaults.js';

const DASHBOARD: EmbedRecord = {
  surface: 'dashboard',
  baseUrl: 'https://acme.cubecloud.dev',
  endpoint: 'https://host.example/cube-session',
  dashboardId: 'sales',
  loading: 'eager',
  keep: false,
  sessionTtl: 300,
  tokenTtl: 86_400,
  sandbox: 'allow-scripts',
  allow: '',
  referrerPolicy: 'origin',
  credentialless: false,
};

const settings = (own: Partial<EmbedRecord> = {}, page: EmbedDefaults = {}): Settings =>
  settingsOf({ ...DASHBOARD, ...own }, page);

const refusal = (own: Partial<EmbedRecord>, page: EmbedDefaults = {}): CubeEmbedError => {
  try {
    settings(own, page);
  } catch (error) {
    return error as CubeEmbedError;
  }
  throw new Error('Nothing was refused.');
};

describe('settings', () => {
  it('turn properties into the parts of a URL', () => {
    const { target, frame, lazy, sessionTtl, tokenTtl } = settings({
      deploymentId: 7,
      hideTitle: true,
      allowExport: true,
      locale: 'de',
      filters: { 'orders.status': 'new' },
      timeGranularities: { 'orders.created_at': 'day' },
      params: { beta: 1, gone: undefined },
      loading: 'lazy',
    });
    expect(target).toMatchObject({
      surface: 'dashboard',
      deploymentId: '7',
      dashboardId: 'sales',
      query: {
        beta: '1',
        allowExport: 'true',
        showDashboardTitle: 'false',
        'tg_orders.created_at': 'day',
        locale: 'de',
      },
      filters: { 'f_orders.status': '{"value":"new"}' },
    });
    expect(target.query).not.toHaveProperty('gone');
    expect(frame.title).toBe('Dashboard');
    expect([lazy, sessionTtl, tokenTtl]).toEqual([true, 300_000, 86_400_000]);
  });

  it('use the page’s defaults for what the element does not set', () => {
    const page: EmbedDefaults = { baseUrl: 'https://other.example', locale: 'de', colorScheme: 'dark' };
    const { target, live } = settings({ baseUrl: undefined, locale: 'fr' }, page);
    expect(target.base.origin).toBe('https://other.example');
    expect(live.map(({ kind, payload }) => [kind, payload])).toEqual([
      ['color-scheme', { scheme: 'dark' }],
      ['locale', { locale: 'fr' }],
    ]);
  });

  const MISSING: [string, Partial<EmbedRecord>][] = [
    ['base-url', { baseUrl: undefined }],
    ['dashboard-id', { dashboardId: undefined }],
    ['deployment-id', { surface: 'app' }],
    ['session-endpoint or fetchSession', { endpoint: undefined }],
  ];
  for (const [name, own] of MISSING) {
    it(`report that ${name} is missing, and may still be set`, () => {
      expect(refusal(own)).toBeInstanceOf(MissingSetting);
      expect(refusal(own)).toMatchObject({ code: 'invalid-config', message: `${name} is missing.` });
    });
  }

  it('report an invalid value at once', () => {
    expect(refusal({ baseUrl: 'acme' })).not.toBeInstanceOf(MissingSetting);
    expect(refusal({ dashboardId: '..' })).not.toBeInstanceOf(MissingSetting);
    const bad = new CubeEmbedError('invalid-config', 'theme is not a JSON object (got "{").');
    expect(refusal({ theme: bad as never })).toBe(bad);
    expect(refusal({}, { theme: bad as never })).toBe(bad);
  });

  describe('have the same key', () => {
    const same: [string, Partial<EmbedRecord>, Partial<EmbedRecord>][] = [
      ['in another order', { params: { a: '1', b: '2' } }, { params: { b: '2', a: '1' } }],
      [
        'as a number and as its text',
        { deploymentId: 1, params: { a: 1 } },
        { deploymentId: '1', params: { a: '1' } },
      ],
      ['with a trailing slash', {}, { baseUrl: 'https://acme.cubecloud.dev/' }],
      ['with a host in capitals', {}, { baseUrl: 'https://ACME.cubecloud.dev' }],
      ['with what is not set', {}, { params: { a: undefined }, fieldSwitches: {}, hideTitle: false }],
      ['with what needs no new frame', {}, { locale: 'de', theme: { font: 'Inter' }, filters: { 'a.b': 1 } }],
    ];
    for (const [how, one, other] of same) {
      it(`when written ${how}`, () => {
        expect(settings(one).key).toBe(settings(other).key);
      });
    }
  });

  it('have another key, and the same scope, when only the URL changes', () => {
    for (const own of [
      { hideTitle: true },
      { params: { a: '1' } },
      { timeGranularities: { 'a.b': 'day' } },
    ]) {
      expect(settings(own).key).not.toBe(settings().key);
      expect(settings(own).scope).toBe(settings().scope);
    }
    for (const own of [{ dashboardId: 'other' }, { deploymentId: 1 }, { baseUrl: 'https://b.example' }]) {
      expect(settings(own).scope).not.toBe(settings().scope);
    }
  });

  it('compare themes whatever the order of their keys', () => {
    const value = (theme: EmbedTheme): string | undefined => settings({ theme }).live[0]?.value;
    expect(value({ font: 'a', extra: { x: 1, y: 2 } })).toBe(value({ extra: { y: 2, x: 1 }, font: 'a' }));
    expect(value({ font: 'a' })).not.toBe(value({ font: 'b' }));
  });
});

describe('an endpoint that cannot be resolved', () => {
  it('is refused at once, without its query', () => {
    for (const [endpoint, said] of [
      ['/cube-session?key=secret', '(got /cube-session)'],
      ['http://', '(got http://)'],
    ] as const) {
      const { code, message } = refusal({ endpoint });
      expect(code).toBe('invalid-config');
      expect(message).toContain(said);
      expect(refusal({ endpoint: undefined }, { sessionEndpoint: endpoint }).message).toBe(message);
    }
  });
});
