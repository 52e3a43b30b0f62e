import { beforeEach, describe, expect, it } from 'vitest';
import type { PathScope } from '../../../src/frame/path.js';
import type { Place } from '../../../src/frame/place.js';
import { createPlace } from '../../../src/frame/place.js';

const ROOT = '/embed/d/42/app';
let now: number;
let ignored: string[];
let scope: PathScope;
let place: Place;
beforeEach(() => {
  now = 1_000;
  ignored = [];
  scope = { root: ROOT, embeds: '/embed/', leaves: false };
  place = createPlace(
    () => now,
    () => scope,
    (path) => ignored.push(path),
  );
});

/** A frame loads, is ready and shown; returns where it is sent. */
function up(): string | undefined {
  place.load();
  place.promote();
  return place.ready('live');
}
const say = (path: string): void => void place.hear('live', ROOT + path);

describe('where the viewer is', () => {
  it('is not known at first, then what the embed says', () => {
    expect(place.path).toBeUndefined();
    up();
    expect(place.path).toBeUndefined();
    say('');
    expect(place.path).toBe('/');
    say('/workbook/130');
    expect(place.path).toBe('/workbook/130');
  });

  it('is not what is no path of an embed', () => {
    up();
    say('/a');
    place.hear('live', '/workbook/130');
    place.hear('live', 7);
    expect(place.path).toBe('/a');
  });

  it('reads as a whole path once a link has led to another embed', () => {
    scope = { root: '/embed/dashboard/sales', embeds: '/embed/', leaves: true };
    up();
    place.hear('live', '/embed/dashboard/other');
    expect(place.path).toBe('/embed/dashboard/other');
    expect(place.wish('/')).toBe('/embed/dashboard/sales/');
  });
});

describe('a wish', () => {
  it('waits for the frame, and is read at once', () => {
    expect(place.wish('/a')).toBeUndefined();
    now += 60_000;
    expect(place.path).toBe('/a');
    expect(up()).toBe(`${ROOT}/a`);
    expect(place.path).toBe('/a');
  });

  it('is read past the first page that the embed says, and until the embed says it', () => {
    place.wish('/a');
    up();
    say('');
    say('');
    expect(place.path).toBe('/a');
    say('/a/');
    say('/b');
    expect(place.path).toBe('/b');
  });

  it('is given up when the embed says a second other page', () => {
    place.wish('/a');
    up();
    say('');
    say('/login');
    expect(place.path).toBe('/login');
  });

  it('is given up after ten seconds, counted from ready', () => {
    place.wish('/a');
    now += 60_000;
    up();
    say('');
    now += 9_999;
    expect(place.path).toBe('/a');
    now += 1;
    expect(place.path).toBe('/');
  });

  it('is all that is known of an embed that says nothing', () => {
    place.wish('/a');
    up();
    now += 60_000;
    expect(place.path).toBe('/a');
  });

  it('counts only what is said after ready', () => {
    place.wish('/a');
    place.load();
    place.hear('next', `${ROOT}/x`);
    place.hear('next', `${ROOT}/y`);
    place.promote();
    place.ready('live');
    say('/y');
    expect(place.path).toBe('/a');
  });

  it('sends a frame that is up at once, and only to another page', () => {
    up();
    say('/a');
    expect(place.wish('/a')).toBeUndefined();
    expect(place.wish('/b')).toBe(`${ROOT}/b`);
    expect(place.wish('/b')).toBeUndefined();
    expect(place.wish('/a')).toBe(`${ROOT}/a`);
    expect(place.path).toBe('/a');
  });

  it('takes the place of another one', () => {
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

  it('is taken back by nothing', () => {
    place.wish('/a');
    expect(place.wish(undefined)).toBeUndefined();
    expect(place.path).toBeUndefined();
    expect(up()).toBeUndefined();
  });

  it('for a page outside of the embed is ignored, and told of', () => {
    up();
    say('/a');
    expect(place.wish('/../../admin')).toBeUndefined();
    expect(ignored).toEqual(['/../../admin']);
    expect(place.path).toBe('/a');
  });
});

describe('a new frame', () => {
  it('is sent to where the viewer was', () => {
    up();
    say('/a');
    place.down();
    expect(up()).toBe(`${ROOT}/a`);
    say('');
    expect(place.path).toBe('/a');
  });

  it('is sent nowhere when the viewer was at the root', () => {
    up();
    say('');
    place.down();
    expect(up()).toBeUndefined();
    expect(place.path).toBe('/');
  });

  it('behind the live one is sent there before it is shown, and says when it is there', () => {
    up();
    say('/a');
    place.load();
    expect(place.ready('next')).toBe(`${ROOT}/a`);
    expect(place.hear('next', ROOT)).toBe(false);
    expect(place.path).toBe('/a');
    expect(place.hear('next', `${ROOT}/a`)).toBe(true);
    place.promote();
    expect(place.ready('live')).toBeUndefined();
    expect(place.path).toBe('/a');
  });

  it('is sent again once it is shown, when it was not there in time', () => {
    up();
    say('/a');
    place.load();
    place.ready('next');
    place.hear('next', ROOT);
    place.promote();
    expect(place.ready('live')).toBe(`${ROOT}/a`);
    expect(place.path).toBe('/a');
    now += 10_000;
    expect(place.path).toBe('/');
  });

  it('that never became live leaves the viewer where they are', () => {
    up();
    say('/a');
    place.load();
    place.ready('next');
    place.hear('next', ROOT);
    now += 10_000;
    expect(place.path).toBe('/a');
    place.load();
    expect(place.ready('next')).toBe(`${ROOT}/a`);
  });

  it('waits with a wish that comes while there is none', () => {
    up();
    say('/a');
    place.down();
    expect(place.wish('/b')).toBeUndefined();
    now += 60_000;
    expect(place.path).toBe('/b');
    expect(up()).toBe(`${ROOT}/b`);
  });
});

it('all is forgotten for another embed', () => {
  up();
  say('/a');
  place.wish('/b');
  place.forget();
  expect(place.path).toBeUndefined();
  expect(up()).toBeUndefined();
});
