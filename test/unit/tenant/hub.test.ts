import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { withTenant } from './support.js';
import type { CubeTenant, Surface } from '../../../testkit/tenant/index.js';

interface Line {
  socket: WebSocket;
  heard: Record<string, unknown>[];
}

const lines: Line[] = [];
afterEach(() => lines.splice(0).forEach(({ socket }) => socket.terminate()));

/** Opens the WebSocket of an embed page, and waits until the tenant has sent the time. */
async function openLine(tenant: CubeTenant, surface: Surface): Promise<Line> {
  const [, ticket = ''] =
    /"ticket":"(\w+)"/.exec(await (await fetch(`${tenant.url}/embed/chat`)).text()) ?? [];
  const socket = new WebSocket(`${tenant.url.replace('http', 'ws')}/embed/socket?ticket=${ticket}`);
  const heard: Record<string, unknown>[] = [];
  const line = { socket, heard };
  lines.push(line);
  await new Promise<void>((resolve) => {
    socket.on('open', () =>
      socket.send(JSON.stringify({ kind: 'hello', surface, url: `/embed/${surface}` })),
    );
    socket.on('message', (data) => {
      heard.push(JSON.parse((data as Buffer).toString()) as Record<string, unknown>);
      resolve();
    });
  });
  return line;
}

/** The log without the page request that provided the ticket. */
const reported = (tenant: CubeTenant) => tenant.log.filter(({ kind }) => kind !== 'page');

describe('the WebSocket to open pages', () => {
  const tenant = withTenant();

  it('sends the time at once and whenever the clock is moved', async () => {
    const { heard } = await openLine(tenant(), 'chat');
    const start = tenant().clock.now();
    tenant().clock.advance(3_600_000);
    await vi.waitFor(() =>
      expect(heard).toEqual([
        { kind: 'clock', now: start },
        { kind: 'clock', now: start + 3_600_000 },
      ]),
    );
  });

  it('counts the open pages', async () => {
    const { socket } = await openLine(tenant(), 'chat');
    await openLine(tenant(), 'dashboard');
    expect(tenant().pages).toEqual([
      { surface: 'chat', url: '/embed/chat' },
      { surface: 'dashboard', url: '/embed/dashboard' },
    ]);
    socket.close();
    await vi.waitFor(() => expect(tenant().pages).toHaveLength(1));
  });

  it('makes all pages post an event, or those of one surface', async () => {
    const [chat, dashboard] = [await openLine(tenant(), 'chat'), await openLine(tenant(), 'dashboard')];
    expect(tenant().emit('view', { path: '/a' })).toBe(2);
    expect(tenant().emit('forged', { any: 'thing' }, { surface: 'chat', raw: true })).toBe(1);
    const view = { kind: 'emit', type: 'view', payload: { path: '/a' }, raw: false };
    await vi.waitFor(() => {
      expect(chat.heard.slice(1)).toEqual([
        view,
        { kind: 'emit', type: 'forged', payload: { any: 'thing' }, raw: true },
      ]);
      expect(dashboard.heard.slice(1)).toEqual([view]);
    });
  });

  it('logs the messages between pages and their hosts', async () => {
    const { socket } = await openLine(tenant(), 'app');
    socket.send(JSON.stringify({ kind: 'action', type: 'cube:action:refresh', payload: {} }));
    await vi.waitFor(() =>
      expect(reported(tenant())).toMatchObject([
        { kind: 'action', surface: 'app', type: 'cube:action:refresh' },
      ]),
    );
  });

  it('ignores messages that are not reports', async () => {
    const { socket } = await openLine(tenant(), 'app');
    for (const nonsense of ['', 'null', '7', '[]', '{"kind":"minted","sessionId":"x"}', '{'])
      socket.send(nonsense);
    socket.send(JSON.stringify({ kind: 'event', type: 'cube:event:view', payload: null }));
    await vi.waitFor(() => expect(reported(tenant())).toHaveLength(1));
  });

  it('is not available at other paths', async () => {
    const socket = new WebSocket(`${tenant().url.replace('http', 'ws')}/embed/chat`);
    await expect(new Promise((_, reject) => socket.on('error', reject))).rejects.toThrow();
  });

  it('closes when the tenant stops', async () => {
    const { socket } = await openLine(tenant(), 'chat');
    const closed = new Promise((resolve) => socket.on('close', resolve));
    await tenant().stop();
    await closed;
    expect(tenant().pages).toEqual([]);
  });

  it('works again after a restart', async () => {
    await openLine(tenant(), 'chat');
    await tenant().stop();
    await tenant().start();
    const { heard } = await openLine(tenant(), 'chat');
    tenant().clock.advance(1000);
    await vi.waitFor(() => expect(heard).toHaveLength(2));
  });
});
