import { beforeEach, describe, expect, it } from 'vitest';
import type { ActionQueue } from '../../../src/frame/actions.js';
import type { LiveSetting } from '../../../src/frame/actions.js';
import { splitFilters } from '../../../src/frame/controls.js';
import { actionMessage, actionName, createActionQueue } from '../../../src/frame/actions.js';

let posted: string[];
let warnings: string[];
let queue: ActionQueue;
beforeEach(() => {
  posted = [];
  warnings = [];
  queue = createActionQueue(
    (message) => {
      const { type, payload } = message as { type: string; payload: object };
      posted.push(`${actionName(type)} ${JSON.stringify(payload)}`);
    },
    (text) => warnings.push(text),
  );
});
const taken = (): string[] => posted.splice(0);
const filtersOf = (actions: string[]): string[][] =>
  actions.map((action) => {
    const { filterUrlParameter } = JSON.parse(action.replace('set-filter ', '')) as {
      filterUrlParameter: string;
    };
    return splitFilters(filterUrlParameter);
  });
const filter = (parameter: string): object => ({ filterUrlParameter: parameter });

describe('an action', () => {
  it("is sent in Cube's envelope, without a surface", () => {
    const before = Date.now();
    const message = actionMessage('navigate', { path: '/x' }) as unknown as { timestamp: number };
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

  it('accepts its name with or without the prefix', () => {
    expect(['refresh', 'cube:action:refresh'].map(actionName)).toEqual(['refresh', 'refresh']);
  });
});

describe('the queue of actions', () => {
  it('holds everything until the frame is ready, then sends it in order', () => {
    queue.add('refresh', {});
    queue.add('navigate', { path: '/a' });
    queue.add('set-locale', { locale: 'de' });
    expect(taken()).toEqual([]);
    queue.ready(true);
    expect(taken()).toEqual(['set-locale {"locale":"de"}', 'refresh {}', 'navigate {"path":"/a"}']);
  });

  it('sends at once while the frame is ready', () => {
    queue.ready(true);
    queue.add('refresh', {});
    queue.add('set-locale', { locale: 'de' });
    expect(taken()).toEqual(['refresh {}', 'set-locale {"locale":"de"}']);
  });

  it('sends the settings to each new frame again, but no command twice', () => {
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
    expect(filtersOf(taken())).toEqual([['f_a.b={"value":"2"}', 'f_a.c={"value":"x=y"}']]);
  });

  it('splits the filters of one action, and sends them in one action', () => {
    queue.add('set-filter', filter('f_a.b={"value":"1"}&f_a.c={"value":"x & y"}'));
    queue.add('set-filter', filter('f_a.b={"value":"2"}&f_a.d={"value":"3"}'));
    queue.ready(true);
    expect(filtersOf(taken())).toEqual([
      ['f_a.b={"value":"2"}', 'f_a.c={"value":"x & y"}', 'f_a.d={"value":"3"}'],
    ]);
    queue.add('set-filter', filter('f_a.b={"value":"4"}&f_a.d={"value":"5"}'));
    expect(filtersOf(taken())).toEqual([['f_a.b={"value":"4"}', 'f_a.d={"value":"5"}']]);
  });

  it('treats a filter without a parameter as a separate setting', () => {
    queue.add('set-filter', {});
    queue.add('set-filter', filter('f_a.b={}'));
    queue.ready(true);
    expect(taken()).toHaveLength(2);
  });

  it('holds what is added after the frame was removed', () => {
    queue.ready(true);
    queue.down();
    queue.add('refresh', {});
    queue.add('set-locale', { locale: 'de' });
    expect(taken()).toEqual([]);
    queue.ready(true);
    expect(taken()).toEqual(['set-locale {"locale":"de"}', 'refresh {}']);
  });

  it('sends everything to an unconfirmed frame, and again when it confirms', () => {
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

  it('holds the last thousand commands and every setting, and warns about those that it drops', () => {
    queue.add('set-locale', { locale: 'de' });
    queue.add('refresh', {});
    for (let n = 1; n < 1_000; n++) queue.add('navigate', { path: `/${n}` });
    expect(warnings).toEqual([]);
    queue.add('navigate', { path: '/1000' });
    expect(warnings).toEqual([expect.stringMatching(/^cube:action:refresh is not sent/)]);
    queue.ready(false);
    queue.ready(true);
    const sent = taken().slice(1_001);
    expect(sent).toHaveLength(1_001);
    expect(sent[1]).toBe('navigate {"path":"/1"}');
    expect(sent.at(-1)).toBe('navigate {"path":"/1000"}');
    expect(warnings).toHaveLength(1);
  });

  it('forgets everything when the embed changes', () => {
    queue.add('set-locale', { locale: 'de' });
    queue.add('refresh', {});
    queue.clear();
    queue.ready(true);
    expect(taken()).toEqual([]);
  });
});

describe('the settings of an element', () => {
  const locale = (value: string): LiveSetting => ({ kind: 'locale', value, payload: { locale: value } });
  const scheme: LiveSetting = { kind: 'color-scheme', value: 'dark', payload: { scheme: 'dark' } };
  const theme = (font: string): LiveSetting => ({ kind: 'theme', value: font, payload: { font } });
  const filtered = (member: string, value: number): LiveSetting => ({
    kind: `f_${member}`,
    value: `{"value":${value}}`,
  });
  const carry = (...parameters: string[]): void => {
    queue.load(new Set(parameters));
  };
  /** Replaces the live frame by a new one that is ready. */
  const replace = (...parameters: string[]): void => {
    queue.down();
    carry(...parameters);
    queue.ready(true);
  };

  it('are sent unless the URL carries them', () => {
    queue.apply([locale('de'), scheme, theme('Inter'), filtered('a.b', 1), filtered('a.c', 2)]);
    carry('locale', 'theme', 'f_a.b', 'f_a.c');
    queue.ready(true);
    expect(taken()).toEqual(['set-color-scheme {"scheme":"dark"}', 'set-theme {"font":"Inter"}']);
  });

  it('are sent to each frame in one action if they were too long for the URL', () => {
    queue.apply([filtered('a.b', 1), filtered('a.c', 2), filtered('a.d', 3)]);
    carry('f_a.c');
    queue.ready(true);
    expect(filtersOf(taken())).toEqual([['f_a.b={"value":1}', 'f_a.d={"value":3}']]);
    replace('f_a.b', 'f_a.c');
    expect(filtersOf(taken())).toEqual([['f_a.d={"value":3}']]);
  });

  it('are sent when they change, several filters in one action', () => {
    queue.apply([locale('de'), filtered('a.b', 1), filtered('a.c', 2), filtered('a.d', 3)]);
    carry('locale', 'f_a.b', 'f_a.c', 'f_a.d');
    queue.ready(true);
    queue.apply([
      locale('fr'),
      filtered('a.b', 4),
      filtered('a.c', 2),
      filtered('a.d', 3),
      filtered('a.e', 5),
    ]);
    const [first, ...rest] = taken();
    expect(first).toBe('set-locale {"locale":"fr"}');
    expect(filtersOf(rest)).toEqual([['f_a.b={"value":4}', 'f_a.e={"value":5}']]);
    queue.apply([
      locale('fr'),
      filtered('a.b', 4),
      filtered('a.c', 2),
      filtered('a.d', 3),
      filtered('a.e', 5),
    ]);
    expect(taken()).toEqual([]);
  });

  it('need a new frame when a filter is gone, which is not sent to later frames', () => {
    expect(queue.apply([locale('de'), theme('Inter'), scheme, filtered('a.b', 1), filtered('a.c', 1)])).toBe(
      true,
    );
    carry('locale', 'theme', 'f_a.b', 'f_a.c');
    queue.ready(true);
    queue.add('set-filter', filter('f_a.c={"value":2}'));
    taken();
    expect(queue.apply([filtered('a.b', 1), filtered('a.c', 1)])).toBe(true);
    expect(queue.apply([filtered('a.b', 2)])).toBe(false);
    expect(queue.apply([filtered('a.b', 2)])).toBe(true);
    expect(queue.apply([])).toBe(false);
    taken();
    replace();
    expect(taken()).toEqual([]);
  });

  it('that change while a new frame loads are sent to it', () => {
    queue.apply([locale('de'), filtered('a.b', 1)]);
    carry('locale', 'f_a.b');
    queue.ready(true);
    carry('locale', 'f_a.b');
    queue.apply([locale('fr'), filtered('a.b', 2)]);
    taken();
    queue.ready(true);
    expect(taken().sort()).toEqual([
      'set-filter {"filterUrlParameter":"f_a.b={\\"value\\":2}"}',
      'set-locale {"locale":"fr"}',
    ]);
  });

  it('are overridden by what the host sent later, which each frame receives again', () => {
    queue.apply([locale('de'), filtered('a.b', 1)]);
    carry('locale', 'f_a.b');
    queue.ready(true);
    queue.add('set-locale', { locale: 'fr' });
    queue.add('set-filter', filter('f_a.b={"value":2}'));
    taken();
    replace('locale', 'f_a.b');
    expect(taken()).toEqual([
      'set-locale {"locale":"fr"}',
      'set-filter {"filterUrlParameter":"f_a.b={\\"value\\":2}"}',
    ]);
    queue.apply([locale('it'), filtered('a.b', 3)]);
    taken();
    replace('locale', 'f_a.b');
    expect(taken()).toEqual([]);
  });

  it('are all sent again when the embed changes', () => {
    queue.apply([theme('Inter')]);
    queue.ready(true);
    taken();
    queue.down();
    queue.clear();
    queue.apply([theme('Inter')]);
    carry();
    queue.ready(true);
    expect(taken()).toEqual(['set-theme {"font":"Inter"}']);
  });
});
