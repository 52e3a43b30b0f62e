import { describe, expect, it } from 'vitest';
import { relay } from '../../../src/embed/relay.js';
import type { CubeMessage } from '../../../src/frame/events.js';

const message = (name: string, payload: object = {}): CubeMessage => ({
  type: `cube:event:${name}`,
  payload,
  surface: 'dashboard',
  timestamp: 1,
});

describe('a message of the embed', () => {
  it('is passed on unchanged, even with an unknown type', () => {
    const unknown = message('of-a-newer-tenant', { any: 'thing' });
    expect(relay(unknown)).toMatchObject({ kind: undefined, events: [['cube-embed-message', unknown]] });
  });

  for (const name of ['view', 'navigate', 'dashboard-loaded', 'download', 'drilldown', 'ai-query']) {
    it(`has an event of its own: ${name}`, () => {
      const { events } = relay(message(name, { path: '/a' }));
      expect(events.map(([type]) => type)).toEqual(['cube-embed-message', `cube-embed-${name}`]);
      expect(events[1]?.[1]).toEqual({ path: '/a' });
    });
  }

  it('is translated to what matters to the session', () => {
    const kind = (name: string, payload?: object): unknown => relay(message(name, payload)).kind;
    expect(kind('ready')).toBe('ready');
    expect(kind('session-expiring')).toBe('expiring');
    expect(kind('session-expired')).toBe('expired');
    expect(kind('error', { message: 'x' })).toBe('error');
    expect(kind('error', { message: 'x', fatal: true })).toBe('fatal');
    expect(kind('error', { message: 'x', fatal: 'yes' })).toBe('error');
    expect(kind('view')).toBeUndefined();
  });

  it('keeps the payload of ready for the element’s event', () => {
    expect(relay(message('ready', { mode: 'signed' })).greeting).toEqual({ mode: 'signed' });
    expect(relay(message('view')).greeting).toBeUndefined();
  });

  it('is not modified when a long error text is truncated', () => {
    const long = 'x'.repeat(400);
    const failure = message('error', { message: long });
    const { text, events } = relay(failure);
    expect(text).toBe('x'.repeat(300));
    expect(events[0]?.[1]).toMatchObject({ payload: { message: text } });
    expect(failure.payload).toEqual({ message: long });
  });

  it('reports the embed’s path', () => {
    expect(relay(message('navigate', { path: '/embed/dashboard/a' })).path).toBe('/embed/dashboard/a');
    expect(relay(message('download', { path: '/elsewhere' })).path).toBeUndefined();
  });
});
