import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { configure, defaults, watchDefaults } from '../../../src/page/defaults.js';

/** The code needs only the page’s `load` event. */
let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal('window', page);
  configure({ baseUrl: undefined, locale: undefined, timezone: undefined });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('configure', () => {
  it('sets what it names and keeps the rest', () => {
    configure({ baseUrl: 'https://acme.cubecloud.dev', locale: 'de' });
    configure({ locale: 'fr' });
    expect(defaults()).toMatchObject({ baseUrl: 'https://acme.cubecloud.dev', locale: 'fr' });
  });

  it('removes a default that is set to undefined', () => {
    configure({ locale: 'de' });
    configure({ locale: undefined });
    expect(defaults().locale).toBeUndefined();
  });

  it('does not change what was read before', () => {
    configure({ locale: 'de' });
    const before = defaults();
    configure({ locale: 'fr' });
    expect(before.locale).toBe('de');
  });

  it('notifies each listener once, until it is removed', () => {
    const heard: string[] = [];
    const stop = watchDefaults(() => heard.push(`first ${defaults().locale}`));
    const stopSecond = watchDefaults(() => heard.push('second'));
    configure({ locale: 'de' });
    expect(heard).toEqual(['first de', 'second']);
    stop();
    configure({ locale: 'fr' });
    expect(heard).toEqual(['first de', 'second', 'second']);
    stopSecond();
    configure({ locale: 'it' });
    expect(heard).toHaveLength(3);
  });

  it('does not notify twice when a listener adds or removes listeners', () => {
    let calls = 0;
    const stops: (() => void)[] = [];
    const listen = (): void => {
      calls++;
      stops.push(
        watchDefaults(listen),
        watchDefaults(() => calls++),
      );
    };
    stops.push(watchDefaults(listen));
    configure({ locale: 'de' });
    expect(calls).toBe(1);
    for (const stop of stops) stop();
  });

  it('is shared by two copies of the library in one page', async () => {
    vi.resetModules();
    const copy = await import('../../../src/page/defaults.js');
    expect(copy.configure).not.toBe(configure);
    const heard: unknown[] = [];
    const stop = copy.watchDefaults(() => heard.push(copy.defaults().timezone));
    configure({ timezone: 'Asia/Tokyo' });
    expect(heard).toEqual(['Asia/Tokyo']);
    copy.configure({ timezone: 'UTC' });
    expect(defaults().timezone).toBe('UTC');
    stop();
  });
});
