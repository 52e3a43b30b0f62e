import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { configure, defaults, watchDefaults } from '../../../src/page/defaults.js';

/** All that is asked of the page: that it says when it has loaded. */
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
  it('sets what it names, and leaves the rest as it was', () => {
    configure({ baseUrl: 'https://acme.cubecloud.dev', locale: 'de' });
    configure({ locale: 'fr' });
    expect(defaults()).toMatchObject({ baseUrl: 'https://acme.cubecloud.dev', locale: 'fr' });
  });

  it('takes a default away again by undefined', () => {
    configure({ locale: 'de' });
    configure({ locale: undefined });
    expect(defaults().locale).toBeUndefined();
  });

  it('changes nothing that was read before', () => {
    configure({ locale: 'de' });
    const before = defaults();
    configure({ locale: 'fr' });
    expect(before.locale).toBe('de');
  });

  it('tells whoever listens, until they do not, and once each', () => {
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

  it('tells nobody twice who comes, or goes, while it tells', () => {
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

  it('is one for two copies of this library in one page', async () => {
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
