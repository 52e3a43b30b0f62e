import { beforeEach, describe, expect, it } from 'vitest';
import type { ActionQueue } from '../../../src/frame/actions.js';
import { actionMessage, actionName, createActionQueue } from '../../../src/frame/actions.js';

let posted: string[];
let queue: ActionQueue;
beforeEach(() => {
  posted = [];
  queue = createActionQueue((message) => {
    const { type, payload } = message as { type: string; payload: object };
    posted.push(`${actionName(type)} ${JSON.stringify(payload)}`);
  });
});
const taken = (): string[] => posted.splice(0);
const filter = (parameter: string): object => ({ filterUrlParameter: parameter });

describe('an action', () => {
  it("goes in Cube's envelope, without a surface", () => {
    const before = Date.now();
    const message = actionMessage('navigate', { path: '/x' }) as { timestamp: number };
    expect(message).toEqual({
      source: 'cube-embed',
      direction: 'action',
      type: 'cube:action:navigate',
      payload: { path: '/x' },
      timestamp: message.timestamp,
    });
    expect(message.timestamp).toBeGreaterThanOrEqual(before);
    expect(message.timestamp).toBeLessThanOrEqual(Date.now());
  });

  it('has one name, with or without its prefix', () => {
    expect(['refresh', 'cube:action:refresh'].map(actionName)).toEqual(['refresh', 'refresh']);
  });
});

describe('the queue of actions', () => {
  it('holds everything until the frame is up, then sends it in order', () => {
    queue.add('refresh', {});
    queue.add('navigate', { path: '/a' });
    queue.add('set-locale', { locale: 'de' });
    expect(taken()).toEqual([]);
    queue.ready(true);
    expect(taken()).toEqual(['set-locale {"locale":"de"}', 'refresh {}', 'navigate {"path":"/a"}']);
  });

  it('sends at once what comes while the frame is up', () => {
    queue.ready(true);
    queue.add('refresh', {});
    queue.add('set-locale', { locale: 'de' });
    expect(taken()).toEqual(['refresh {}', 'set-locale {"locale":"de"}']);
  });

  it('gives each new frame the settings again, and no command twice', () => {
    queue.add('set-theme', { font: 'Inter' });
    queue.add('refresh', {});
    queue.ready(true);
    taken();
    queue.down();
    queue.ready(true);
    expect(taken()).toEqual(['set-theme {"font":"Inter"}']);
  });

  it('keeps the latest setting of a kind', () => {
    queue.add('set-locale', { locale: 'de' });
    queue.add('set-timezone', { timezone: 'UTC' });
    queue.add('set-locale', { locale: 'fr' });
    queue.ready(true);
    expect(taken().sort()).toEqual(['set-locale {"locale":"fr"}', 'set-timezone {"timezone":"UTC"}']);
  });

  it('keeps the latest filter of each member', () => {
    queue.add('set-filter', filter('f_a.b={"value":"1"}'));
    queue.add('set-filter', filter('f_a.c={"value":"x=y"}'));
    queue.add('set-filter', filter('f_a.b={"value":"2"}'));
    queue.ready(true);
    const sent = taken().join();
    expect(sent).not.toContain('"1');
    expect(sent).toContain('x=y');
    expect(sent).toContain('2');
  });

  it('takes a filter without a parameter as one of its own', () => {
    queue.add('set-filter', {});
    queue.add('set-filter', filter('f_a.b={}'));
    queue.ready(true);
    expect(taken()).toHaveLength(2);
  });

  it('holds what comes after the frame has gone', () => {
    queue.ready(true);
    queue.down();
    queue.add('refresh', {});
    queue.add('set-locale', { locale: 'de' });
    expect(taken()).toEqual([]);
    queue.ready(true);
    expect(taken()).toEqual(['set-locale {"locale":"de"}', 'refresh {}']);
  });

  it('sends a silent frame everything, and again when it speaks after all', () => {
    queue.add('refresh', {});
    queue.ready(false);
    queue.add('navigate', { path: '/a' });
    expect(taken()).toEqual(['refresh {}', 'navigate {"path":"/a"}']);
    queue.ready(true);
    expect(taken()).toEqual(['refresh {}', 'navigate {"path":"/a"}']);
    queue.down();
    queue.ready(true);
    expect(taken()).toEqual([]);
  });

  it('holds the last hundred commands, and every setting', () => {
    queue.add('set-locale', { locale: 'de' });
    for (let n = 0; n < 250; n++) queue.add('navigate', { path: `/${n}` });
    queue.ready(true);
    const sent = taken();
    expect(sent).toHaveLength(101);
    expect(sent[1]).toBe('navigate {"path":"/150"}');
    expect(sent.at(-1)).toBe('navigate {"path":"/249"}');
  });

  it('forgets everything for another embed', () => {
    queue.add('set-locale', { locale: 'de' });
    queue.add('refresh', {});
    queue.clear();
    queue.ready(true);
    expect(taken()).toEqual([]);
  });
});
