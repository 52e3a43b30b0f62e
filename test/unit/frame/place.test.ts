import { beforeEach, describe, expect, it } from 'vitest';
import type { PathScope } from '../../../src/frame/path.js';
import type { Place } from '../../../src/frame/place.js';
import { createPlace } from '../../../src/frame/place.js';

const ROOT = '/embed/d/42/app';
let now: number;
let ignored: string[];
let scope: PathScope;
let place: Place;
/** Where the frames have said that they are. */
let live: { path?: string };
let next: { path?: string };
beforeEach(() => {
  now = 1_000;
  ignored = [];
  live = {};
  scope = { root: ROOT, embeds: '/embed/', leaves: false };
  place = createPlace(
    () => now,
    () => scope,
    (path) => ignored.push(path),
  );
});

function load(): void {
  next = {};
}

function promote(): void {
  place.promote(next);
  live = next;
}

/** Loads a frame, shows it and reports it ready; returns the path that it is sent to. */
function up(): string | undefined {
  load();
  promote();
  return place.ready(live, 'live');
}
const say = (path: string): void => void place.hear(live, 'live', ROOT + path);

describe('the viewer’s path', () => {
  it('is unknown at first, then what the embed reports', () => {
    expect(place.path).toBeUndefined();
    up();
    expect(place.path).toBeUndefined();
    say('');
    expect(place.path).toBe('/');
    say('/workbook/130');
    expect(place.path).toBe('/workbook/130');
  });

  it('is for a new frame once the embed has said where it is', () => {
    place.wish('/a');
    expect(place.back).toBeUndefined();
    up();
    say('/b');
    expect(place.back).toBe(`${ROOT}/a`);
    say('/a');
    say('/c');
    expect(place.back).toBe(`${ROOT}/c`);
  });

  it('ignores a report that is not a path of an embed', () => {
    up();
    say('/a');
    place.hear(live, 'live', '/workbook/130');
    place.hear(live, 'live', 7);
    expect(place.path).toBe('/a');
  });

  it('is an absolute path once a link has led to another embed', () => {
    scope = { root: '/embed/dashboard/sales', embeds: '/embed/', leaves: true };
    up();
    place.hear(live, 'live', '/embed/dashboard/other');
    expect(place.path).toBe('/embed/dashboard/other');
    expect(place.wish('/')).toBe('/embed/dashboard/sales/');
  });
});

describe('a path set by the host', () => {
  it('is returned at once, and sent when the frame is ready', () => {
    expect(place.wish('/a')).toBeUndefined();
    now += 60_000;
    expect(place.path).toBe('/a');
    expect(up()).toBe(`${ROOT}/a`);
    expect(place.path).toBe('/a');
  });

  it('is returned past the first page that the embed reports, until the embed reports that path', () => {
    place.wish('/a');
    up();
    say('');
    say('');
    expect(place.path).toBe('/a');
    say('/a/');
    say('/b');
    expect(place.path).toBe('/b');
  });

  it('is dropped when the embed reports a second other page', () => {
    place.wish('/a');
    up();
    say('');
    say('/login');
    expect(place.path).toBe('/login');
  });

  it('is dropped ten seconds after ready', () => {
    place.wish('/a');
    now += 60_000;
    up();
    say('');
    now += 9_999;
    expect(place.path).toBe('/a');
    now += 1;
    expect(place.path).toBe('/');
  });

  it('is kept if the embed reports nothing', () => {
    place.wish('/a');
    up();
    now += 60_000;
    expect(place.path).toBe('/a');
  });

  it('is not dropped by reports before ready', () => {
    place.wish('/a');
    load();
    place.hear(next, 'next', `${ROOT}/x`);
    place.hear(next, 'next', `${ROOT}/y`);
    promote();
    place.ready(live, 'live');
    say('/y');
    expect(place.path).toBe('/a');
  });

  it('is sent at once to a frame that is ready, and only if it is another page', () => {
    up();
    say('/a');
    expect(place.wish('/a')).toBeUndefined();
    expect(place.wish('/b')).toBe(`${ROOT}/b`);
    expect(place.wish('/b')).toBeUndefined();
    expect(place.wish('/a')).toBe(`${ROOT}/a`);
    expect(place.path).toBe('/a');
  });

  it('replaces an earlier one', () => {
    up();
    say('');
    place.wish('/a');
    place.wish('/b');
    say('/a');
    expect(place.path).toBe('/b');
    say('/b');
    expect(place.path).toBe('/b');
    say('/c');
    expect(place.path).toBe('/c');
  });

  it('is cleared by undefined', () => {
    place.wish('/a');
    expect(place.wish(undefined)).toBeUndefined();
    expect(place.path).toBeUndefined();
    expect(up()).toBeUndefined();
  });

  it('outside of the embed is ignored and reported', () => {
    up();
    say('/a');
    expect(place.wish('/../../admin')).toBeUndefined();
    expect(ignored).toEqual(['/../../admin']);
    expect(place.path).toBe('/a');
  });
});

describe('a new frame', () => {
  it('is sent to the viewer’s path', () => {
    up();
    say('/a');
    place.down();
    expect(up()).toBe(`${ROOT}/a`);
    say('');
    expect(place.path).toBe('/a');
  });

  it('is not sent anywhere when the viewer was at the root', () => {
    up();
    say('');
    place.down();
    expect(up()).toBeUndefined();
    expect(place.path).toBe('/');
  });

  it('behind the live one is sent there before it is shown, and reports its arrival', () => {
    up();
    say('/a');
    load();
    expect(place.ready(next, 'next')).toBe(`${ROOT}/a`);
    expect(place.hear(next, 'next', ROOT)).toBe(false);
    expect(place.path).toBe('/a');
    expect(place.hear(next, 'next', `${ROOT}/a`)).toBe(true);
    promote();
    expect(place.ready(live, 'live')).toBeUndefined();
    expect(place.path).toBe('/a');
  });

  it('is sent again once it is shown, if it had not arrived yet', () => {
    up();
    say('/a');
    load();
    place.ready(next, 'next');
    place.hear(next, 'next', ROOT);
    promote();
    expect(place.ready(live, 'live')).toBe(`${ROOT}/a`);
    expect(place.path).toBe('/a');
    now += 10_000;
    expect(place.path).toBe('/');
  });

  it('that never became live does not change the viewer’s path', () => {
    up();
    say('/a');
    load();
    place.ready(next, 'next');
    place.hear(next, 'next', ROOT);
    now += 10_000;
    expect(place.path).toBe('/a');
    load();
    expect(place.ready(next, 'next')).toBe(`${ROOT}/a`);
  });

  it('is sent to a path that was set while there was no frame', () => {
    up();
    say('/a');
    place.down();
    expect(place.wish('/b')).toBeUndefined();
    now += 60_000;
    expect(place.path).toBe('/b');
    expect(up()).toBe(`${ROOT}/b`);
  });
});

it('forgets everything when the embed changes', () => {
  up();
  say('/a');
  place.wish('/b');
  place.forget();
  expect(place.path).toBeUndefined();
  expect(up()).toBeUndefined();
});
