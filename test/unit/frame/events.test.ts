import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventName, readEvent } from '../../../src/frame/events.js';

const READY = {
  source: 'cube-embed',
  direction: 'event',
  type: 'cube:event:ready',
  payload: { mode: 'signed' },
  surface: 'dashboard',
  timestamp: 1_900_000_000_000,
};
const without = (name: keyof typeof READY): object => {
  const rest: Partial<typeof READY> = { ...READY };
  delete rest[name];
  return rest;
};

describe('readEvent', () => {
  it.each(['dashboard', 'app', 'chat'])("reads an event of the %s in Cube's envelope", (surface) => {
    expect(readEvent({ ...READY, surface })).toEqual({
      type: 'cube:event:ready',
      payload: { mode: 'signed' },
      surface,
      timestamp: READY.timestamp,
    });
  });

  it('reads unknown types and fields', () => {
    const event = readEvent({ ...READY, type: 'cube:event:tomorrow', more: 1 });
    expect(event && eventName(event)).toBe('tomorrow');
    expect(event).not.toHaveProperty('more');
  });

  it.each(['session-expiring', 'session-expired'])('reads %s without a payload', (name) => {
    expect(readEvent({ ...without('payload'), type: `cube:event:${name}` })?.payload).toEqual({});
    expect(readEvent({ ...READY, type: `cube:event:${name}`, payload: null })?.payload).toEqual({});
  });

  it.each([
    ['an action', { ...READY, direction: 'action' }],
    ['the type of an action', { ...READY, type: 'cube:action:refresh' }],
    ['a type without its prefix', { ...READY, type: 'ready' }],
    ['a prefix with something before it', { ...READY, type: ' cube:event:ready' }],
    ['a type that is not a string', { ...READY, type: ['cube:event:ready'] }],
    ['another source', { ...READY, source: 'cube' }],
    ['an unknown surface', { ...READY, surface: 'report' }],
    ['a surface in an array', { ...READY, surface: ['dashboard'] }],
    ['a payload that is an array', { ...READY, payload: [] }],
    ['a payload that is a string', { ...READY, payload: 'x' }],
    ['a payload that is null', { ...READY, payload: null }],
    [
      'a string payload where the payload is optional',
      { ...READY, type: 'cube:event:session-expired', payload: 'x' },
    ],
    [
      'a type that only starts like one without payload',
      { ...without('payload'), type: 'cube:event:session-expired-x' },
    ],
    [
      'a type that only ends like one without payload',
      { ...without('payload'), type: 'cube:event:cube:event:session-expired' },
    ],
    ['a timestamp that is a string', { ...READY, timestamp: '1' }],
    ['a timestamp that is NaN', { ...READY, timestamp: NaN }],
    ['an infinite timestamp', { ...READY, timestamp: Infinity }],
    ['no source', without('source')],
    ['no direction', without('direction')],
    ['no type', without('type')],
    ['no payload', without('payload')],
    ['no surface', without('surface')],
    ['no timestamp', without('timestamp')],
    ['an array of an event', [READY]],
    ['an event as JSON text', JSON.stringify(READY)],
    ['undefined', undefined],
    ['null', null],
    ['a number', 0],
    ['a symbol', Symbol.iterator],
    ['a function', () => READY],
  ])('ignores %s', (_what, data) => {
    expect(readEvent(data)).toBeUndefined();
  });

  it('accepts a circular payload unchanged', () => {
    const payload: Record<string, unknown> = {};
    payload['self'] = payload;
    expect(readEvent({ ...READY, payload })?.payload).toBe(payload);
  });

  it('ignores ten thousand random values, and never throws', () => {
    const key = fc.oneof(
      fc.constantFrom('source', 'direction', 'type', 'payload', 'surface', 'timestamp'),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'),
      fc.string(),
    );
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        'cube-embed',
        'event',
        'cube:event:ready',
        'dashboard',
        'toString',
        '__proto__',
      ),
      fc.constantFrom<unknown>(null, undefined, NaN, -0, 2 ** 53, 'x'.repeat(1_000_000), new Date(NaN)),
      fc.anything({ maxDepth: 1, withBigInt: true, withNullPrototype: true }),
    );
    const objects = fc.array(fc.tuple(key, value), { maxLength: 8 }).map((pairs) => {
      const object: Record<string, unknown> = Object.create(null);
      for (const [name, content] of pairs) object[name] = content;
      object['self'] = object;
      return object;
    });
    fc.assert(
      fc.property(fc.oneof(objects, value), (data) => {
        const event = readEvent(data);
        if (!event) return;
        // Ignore the value if it happens to be a valid event.
        const { source, direction, type, surface, timestamp } = data as typeof READY;
        expect([source, direction]).toEqual(['cube-embed', 'event']);
        expect(type.startsWith('cube:event:')).toBe(true);
        expect(['dashboard', 'app', 'chat']).toContain(surface);
        expect(Number.isFinite(timestamp)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('ignores an event with one field replaced by anything else', () => {
    const field = fc.constantFrom('source', 'direction', 'type', 'surface', 'timestamp');
    fc.assert(
      fc.property(field, fc.anything(), (name, value) => {
        fc.pre(!(name === 'timestamp' && typeof value === 'number' && Number.isFinite(value)));
        expect(readEvent({ ...READY, [name]: value })).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });
});
