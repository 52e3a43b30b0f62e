import { describe, expect, it } from 'vitest';
import type { EmbedLocale } from '../../../src/locales/index.js';
import * as entry from '../../../src/locales/index.js';

const { useLocales, ...languages } = entry;
const all: Record<string, EmbedLocale> = languages;

describe('the languages', () => {
  it('are Cube’s twelve, by the names of their exports', () => {
    expect(useLocales).toBeTypeOf('function');
    expect(Object.keys(all).sort()).toEqual('de en es es_MX fr it ja nb pt_BR pt_PT sv vi'.split(' ').sort());
    for (const [name, { locale }] of Object.entries(all)) expect(locale).toBe(name.replace('_', '-'));
  });

  it.each(Object.entries(all))('%s has every text, and no other', (_name, { locale, ...texts }) => {
    expect(Intl.getCanonicalLocales(locale)).toEqual([locale]);
    expect(Object.keys(texts)).toEqual(['loading', 'error', 'denied', 'retry']);
    for (const text of Object.values(texts)) {
      expect(text.trim()).toBe(text);
      expect(text).not.toMatch(/\.\.\.|'/);
    }
    expect(texts.loading).toMatch(/…$/);
    for (const sentence of [texts.error, texts.denied]) expect(sentence).toMatch(/[.。]$/);
    expect(texts.retry).not.toMatch(/[.。…!]$/);
  });

  it('differ from English in every text', () => {
    const { en, ...others } = all;
    for (const { locale, ...texts } of Object.values(others)) {
      for (const [name, text] of Object.entries(texts))
        expect(text, `${locale} ${name}`).not.toBe(en![name as 'loading']);
    }
  });
});
