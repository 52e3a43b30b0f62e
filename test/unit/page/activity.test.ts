import { beforeEach, describe, expect, it } from 'vitest';
import { isOnline, isPrerendering, isVisible, watchActivity } from '../../../src/page/activity.js';

/** The parts of a window that its activity depends on. */
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

  it('is reported as it changes, until the listener is removed', () => {
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

  it('reports no return when the page is shown for the first time', () => {
    watch();
    fake.dispatchEvent(pageEvent('pageshow', false));
    expect(told).toEqual([]);
    fake.dispatchEvent(pageEvent('pageshow', true));
    expect(told).toEqual(['pageshow']);
  });

  // Seen in WebKit: a page in the back/forward cache receives no `online` event.
  for (const [what, event] of [
    ['the back/forward cache', () => fake.dispatchEvent(pageEvent('pageshow', true))],
    ['a freeze', () => fake.document.dispatchEvent(new Event('resume'))],
  ] as const) {
    it(`is online after ${what} when navigator.onLine says so, even without an event`, () => {
      watch();
      fake.dispatchEvent(new Event('offline'));
      event();
      expect(isOnline(view)).toBe(true);
    });
  }

  it('is read again after a time without listeners', () => {
    watch()();
    const stop = watch();
    fake.dispatchEvent(new Event('offline'));
    stop();
    watch();
    expect(isOnline(view)).toBe(true);
  });

  it('is separate for each window', () => {
    const other = new FakeWindow() as unknown as Window;
    watch();
    watchActivity(other, () => told.push('other'));
    fake.dispatchEvent(new Event('offline'));
    expect([isOnline(view), isOnline(other)]).toEqual([false, true]);
    fake.document.visibilityState = 'hidden';
    expect([isVisible(view), isVisible(other)]).toEqual([false, true]);
    expect(told).toEqual(['offline']);
  });

  it('is not taken for prerendering when an element of the page is called that', () => {
    const named = (prerendering: unknown): Window => ({ document: { prerendering } }) as unknown as Window;
    expect(isPrerendering(named(true))).toBe(true);
    expect([{}, false, undefined].map((value) => isPrerendering(named(value)))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
