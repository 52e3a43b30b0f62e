import { beforeEach, describe, expect, it } from 'vitest';
import { isOnline, isVisible, watchActivity } from '../../../src/page/activity.js';

/** A window, as far as its activity goes. */
class FakeWindow extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  readonly navigator = { onLine: true };
}

const pageEvent = (type: string, persisted: boolean): Event => Object.assign(new Event(type), { persisted });

describe('the activity of a window', () => {
  let fake: FakeWindow;
  let view: Window;
  let told: string[];

  beforeEach(() => {
    fake = new FakeWindow();
    view = fake as unknown as Window;
    told = [];
  });

  const watch = (): (() => void) => watchActivity(view, ({ type }) => told.push(type));

  it('is told as it changes, until nobody listens', () => {
    const stop = watch();
    fake.document.dispatchEvent(new Event('visibilitychange'));
    fake.dispatchEvent(new Event('offline'));
    expect(isOnline(view)).toBe(false);
    fake.dispatchEvent(new Event('online'));
    expect(isOnline(view)).toBe(true);
    stop();
    fake.dispatchEvent(new Event('online'));
    expect(told).toEqual(['visibilitychange', 'offline', 'online']);
  });

  it('is no return when the page is shown for the first time', () => {
    watch();
    fake.dispatchEvent(pageEvent('pageshow', false));
    expect(told).toEqual([]);
    fake.dispatchEvent(pageEvent('pageshow', true));
    expect(told).toEqual(['pageshow']);
  });

  // Seen in WebKit: a page in the back/forward cache hears no `online`.
  for (const [what, event] of [
    ['the back/forward cache', () => fake.dispatchEvent(pageEvent('pageshow', true))],
    ['a freeze', () => fake.document.dispatchEvent(new Event('resume'))],
  ] as const) {
    it(`is online after ${what} when the browser says so, though no event did`, () => {
      watch();
      fake.dispatchEvent(new Event('offline'));
      event();
      expect(isOnline(view)).toBe(true);
    });
  }

  it('is read anew where nobody listened in between', () => {
    watch()();
    const stop = watch();
    fake.dispatchEvent(new Event('offline'));
    stop();
    watch();
    expect(isOnline(view)).toBe(true);
  });

  it('is of each window its own', () => {
    const other = new FakeWindow() as unknown as Window;
    watch();
    watchActivity(other, () => told.push('other'));
    fake.dispatchEvent(new Event('offline'));
    expect([isOnline(view), isOnline(other)]).toEqual([false, true]);
    fake.document.visibilityState = 'hidden';
    expect([isVisible(view), isVisible(other)]).toEqual([false, true]);
    expect(told).toEqual(['offline']);
  });
});
