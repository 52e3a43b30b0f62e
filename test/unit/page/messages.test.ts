import { describe, expect, it } from 'vitest';
import { hearMessages } from '../../../src/page/messages.js';

/** A window is only an event target here. */
const newView = (): Window => new EventTarget() as Window;
const newSource = (): MessageEventSource => ({}) as MessageEventSource;

function post(view: Window, source: MessageEventSource | null): void {
  view.dispatchEvent(Object.assign(new Event('message'), { source }));
}

/** A listener that owns these sources, and counts the messages that it is offered. */
function newHearer(view: Window, ...own: MessageEventSource[]) {
  const hearer = {
    asked: 0,
    stop: hearMessages(view, ({ source }) => {
      hearer.asked += 1;
      return own.includes(source as MessageEventSource);
    }),
  };
  return hearer;
}

describe('a window’s messages', () => {
  it('are offered to all listeners until one owns the source, and then to the owner alone', () => {
    const view = newView();
    const source = newSource();
    const hearers = [newHearer(view), newHearer(view, source), newHearer(view)];
    post(view, source);
    expect(hearers.map(({ asked }) => asked)).toEqual([1, 1, 0]);
    for (let i = 0; i < 10; i += 1) post(view, source);
    expect(hearers.map(({ asked }) => asked)).toEqual([1, 11, 0]);
  });

  it('cost one offer for each frame when the frames send in order', () => {
    const view = newView();
    const sources = Array.from({ length: 50 }, newSource);
    const hearers = sources.map((source) => newHearer(view, source));
    for (const source of sources) post(view, source);
    expect(hearers.map(({ asked }) => asked)).toEqual(hearers.map(() => 1));
  });

  it('find a new owner when the old one has stopped or declines', () => {
    const view = newView();
    const source = newSource();
    const first = newHearer(view, source);
    post(view, source);
    first.stop();
    const second = newHearer(view, source);
    post(view, source);
    expect([first.asked, second.asked]).toEqual([1, 1]);

    let mine = true;
    const other = newSource();
    hearMessages(view, (event) => mine && event.source === other);
    post(view, other);
    mine = false;
    const third = newHearer(view, other);
    post(view, other);
    expect(third.asked).toBe(1);
  });

  it('are ignored without listeners, or without a source', () => {
    const view = newView();
    const source = newSource();
    const hearer = newHearer(view, source);
    post(view, null);
    expect(hearer.asked).toBe(0);
    hearer.stop();
    hearer.stop();
    post(view, source);
    expect(hearer.asked).toBe(0);
  });

  it('may lead their owner to stop listening', () => {
    const view = newView();
    const source = newSource();
    let heard = 0;
    const stop = hearMessages(view, () => {
      heard += 1;
      stop();
      return true;
    });
    const other = newHearer(view);
    post(view, source);
    post(view, source);
    expect([heard, other.asked]).toEqual([1, 1]);
  });
});
