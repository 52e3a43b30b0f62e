import { expect, test } from './support/bare-frame.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DASHBOARD = '/embed/dashboard/sales';

test.describe('every generation', () => {
  for (const [surface, path, deploymentId] of [
    ['dashboard', DASHBOARD, 1],
    ['dashboard', '/embed/d/3/dashboard/sales', 3],
    ['chat', '/embed/chat', 1],
    ['chat', '/embed/d/3/chat', 3],
    ['app', '/embed/d/3/app', 3],
  ] as const) {
    test(`shows ${path} for a session, exchanges it once, and sends ready once in Cube's envelope [doc]`, async ({
      bare,
      tenant,
    }) => {
      await bare.open(path, { deploymentId, embedTenantName: 'acme' });
      expect(tenant.sessions).toMatchObject([{ state: 'spent' }]);
      expect(tenant.log.filter(({ kind }) => kind === 'exchanged')).toHaveLength(1);
      expect(tenant.pages).toMatchObject([{ surface }]);
      const [ready, ...later] = await bare.messages();
      expect(later.map(({ type }) => type)).not.toContain('cube:event:ready');
      expect(ready).toEqual({
        source: 'cube-embed',
        direction: 'event',
        type: 'cube:event:ready',
        timestamp: tenant.clock.now(),
        surface,
        payload: {
          embedTenant: 'acme',
          deploymentId,
          mode: 'signed',
          surface,
          ...(surface === 'dashboard' ? { publicId: 'sales' } : {}),
        },
      });
    });
  }

  test('shows "Session expired" for a spent session and for a parameter of the wrong name', async ({
    bare,
    tenant,
  }) => {
    const spent = tenant.mint();
    await bare.load(`${DASHBOARD}?session=${spent}`);
    await bare.phase('ready');
    await bare.load(`${DASHBOARD}?session=${spent}`);
    await bare.phase('expired');
    await expect(bare.frame.getByTestId('expired')).toContainText('Session expired');
    await bare.load(`${DASHBOARD}?sessionId=${tenant.mint()}`);
    await bare.phase('expired');
    expect(tenant.sessions.at(-1)).toMatchObject({ state: 'fresh' });
  });

  test('works in a sandbox with an opaque origin', async ({ bare }) => {
    await bare.open(DASHBOARD, {}, 'allow-scripts');
    await expect(bare.frame.getByTestId('title')).toHaveText('Sales overview');
  });

  test('ignores a clock that a test has faked in the browser', async ({ page, bare, tenant }) => {
    await page.clock.install();
    await bare.open(DASHBOARD);
    await page.clock.fastForward(48 * HOUR);
    tenant.emit('view', { path: '/after' });
    await expect.poll(() => bare.payloads('view')).toContainEqual({ path: '/after' });
    expect(await bare.names()).not.toContain('session-expired');
  });

  test('posts the messages that a test emits, in the envelope or raw', async ({ bare, tenant }) => {
    await bare.open(DASHBOARD);
    expect(tenant.emit('cube:event:novelty', { a: 1 }, { surface: 'dashboard' })).toBe(1);
    tenant.emit('', { type: 'forged' }, { raw: true });
    await expect
      .poll(async () => (await bare.messages()).slice(-2))
      .toEqual([
        expect.objectContaining({
          source: 'cube-embed',
          type: 'cube:event:novelty',
          payload: { a: 1 },
          surface: 'dashboard',
        }),
        { type: 'forged' },
      ]);
  });

  test('reports a failure that is not a refusal', async ({ bare, tenant }) => {
    tenant.faults.set('token', { kind: 'refuse', status: 500, message: 'Out of order.' });
    await bare.load(`${DASHBOARD}?session=${tenant.mint()}`);
    await bare.phase('failed');
    await expect(bare.frame.getByTestId('failed')).toContainText('Out of order.');
    expect(await bare.payloads('error')).toEqual([{ message: 'Out of order.', name: 'Error', fatal: true }]);
  });

  test('fails for another deployment than its session’s', async ({ bare, tenant }) => {
    await bare.load(`/embed/d/2/app?session=${tenant.mint({ deploymentId: 1 })}`);
    await bare.phase('failed');
    expect(await bare.names()).toEqual(['error']);
  });

  test('stays open when its session is revoked, and shows "Session expired" once it uses the token [doc]', async ({
    bare,
    tenant,
  }) => {
    await bare.open(DASHBOARD);
    tenant.revoke(tenant.sessions[0]?.sessionId ?? '');
    tenant.emit('view', { path: '/still-here' });
    await expect.poll(() => bare.payloads('view')).toContainEqual({ path: '/still-here' });
    await bare.phase('ready');
    await bare.act('refresh');
    await bare.phase('expired');
  });
});

test.describe('the generation "renewal"', () => {
  test('sends session-expiring five minutes before 23 hours, and expires then [doc]', async ({
    bare,
    tenant,
  }) => {
    await bare.open(DASHBOARD);
    tenant.clock.advance(22 * HOUR + 55 * MINUTE - 1000);
    tenant.emit('view', { path: '/still-here' });
    await expect.poll(() => bare.payloads('view')).toContainEqual({ path: '/still-here' });
    expect(await bare.names()).not.toContain('session-expiring');
    tenant.clock.advance(1000);
    await expect.poll(() => bare.names()).toContain('session-expiring');
    await expect(bare.frame.getByTestId('expired')).toBeHidden();
    tenant.clock.advance(5 * MINUTE);
    await bare.phase('expired');
    expect((await bare.names()).slice(-1)).toEqual(['session-expired']);
  });

  test('renews in place: keeps what was typed and asked, and loads no page [doc]', async ({
    bare,
    tenant,
  }) => {
    await bare.open('/embed/chat');
    await bare.frame.getByTestId('suggestion').first().click();
    await expect(bare.frame.getByTestId('message').last()).toHaveAttribute('data-pending', 'false');
    await bare.frame.getByTestId('question').fill('half a thou');
    tenant.clock.advance(23 * HOUR);
    await bare.phase('expired');
    await bare.act('set-session', { sessionId: tenant.mint() });
    await bare.phase('ready');
    await expect(bare.frame.getByTestId('question')).toHaveValue('half a thou');
    await expect(bare.frame.getByTestId('message')).toHaveCount(2);
    expect(tenant.log.filter(({ kind }) => kind === 'page')).toHaveLength(1);
    expect((await bare.names()).filter((name) => name === 'ready')).toHaveLength(1);
    await bare.frame.getByTestId('send').click();
    await expect(bare.frame.getByTestId('message')).toHaveCount(4);
  });

  test('restarts the 23 hours after a renewal', async ({ bare, tenant }) => {
    await bare.open(DASHBOARD);
    tenant.clock.advance(22 * HOUR);
    await bare.act('set-session', { sessionId: tenant.mint() });
    await expect.poll(() => tenant.log.some(({ kind }) => kind === 'renewed')).toBe(true);
    tenant.clock.advance(22 * HOUR);
    await bare.act('refresh');
    await expect(bare.frame.getByTestId('refreshes')).toHaveText('1');
    expect(await bare.names()).not.toContain('session-expiring');
  });

  test('expires when it receives an invalid session', async ({ bare }) => {
    await bare.open(DASHBOARD);
    await bare.act('set-session', { sessionId: 'f'.repeat(32) });
    await bare.phase('expired');
    expect((await bare.names()).at(-1)).toBe('session-expired');
  });

  test('becomes ready with the second session when the first was refused', async ({ bare, tenant }) => {
    await bare.load(`${DASHBOARD}?session=${'f'.repeat(32)}`);
    await bare.phase('expired');
    await bare.act('set-session', { sessionId: tenant.mint() });
    await bare.phase('ready');
    expect((await bare.names()).slice(0, 2)).toEqual(['session-expired', 'ready']);
  });

  test.describe('with acknowledgement of set-session', () => {
    test.use({ tenantOptions: { acknowledgeSetSession: true } });

    test('sends ready again', async ({ bare, tenant }) => {
      await bare.open(DASHBOARD);
      await bare.act('set-session', { sessionId: tenant.mint() });
      await expect.poll(async () => (await bare.payloads('ready')).length).toBe(2);
    });
  });
});

test.describe('the generation "events"', () => {
  test.use({ tenantOptions: { protocol: 'events' } });

  test('uses its token for 24 hours and does not announce the expiry [doc]', async ({ bare, tenant }) => {
    await bare.open(DASHBOARD);
    tenant.clock.advance(24 * HOUR - 1000);
    await bare.act('refresh');
    await expect(bare.frame.getByTestId('refreshes')).toHaveText('1');
    tenant.clock.advance(1000);
    await bare.phase('expired');
    expect(await bare.names()).toEqual(['ready', 'view', 'dashboard-loaded']);
  });

  test('ignores set-session', async ({ bare, tenant }) => {
    await bare.open(DASHBOARD);
    await bare.act('set-session', { sessionId: tenant.mint() });
    await bare.act('refresh');
    await expect(bare.frame.getByTestId('refreshes')).toHaveText('1');
    expect(tenant.sessions.at(-1)).toMatchObject({ state: 'fresh' });
  });

  test('reports a refused session as a fatal error', async ({ bare }) => {
    await bare.load(`${DASHBOARD}?session=${'f'.repeat(32)}`);
    await bare.phase('expired');
    expect(await bare.messages()).toMatchObject([{ type: 'cube:event:error', payload: { fatal: true } }]);
  });
});

test.describe('the generation "none"', () => {
  test.use({ tenantOptions: { protocol: 'none' } });

  test('neither sends nor accepts messages', async ({ bare, tenant }) => {
    await bare.open(DASHBOARD);
    await bare.act('set-color-scheme', { scheme: 'dark' });
    await bare.frame.getByTestId('tab-orders').click();
    await bare.frame.getByTestId('order').first().waitFor();
    await expect.poll(() => tenant.log.some(({ kind }) => kind === 'action')).toBe(true);
    await expect(bare.frame.locator('html')).toHaveAttribute('data-scheme', 'light');
    tenant.clock.advance(24 * HOUR);
    await bare.phase('expired');
    expect(await bare.messages()).toEqual([]);
  });
});

test.describe('an action', () => {
  test('is accepted only from the host and only in its envelope', async ({ page, bare, tenant }) => {
    await bare.open(DASHBOARD);
    const action = { source: 'cube-embed', direction: 'action', type: 'cube:action:refresh', payload: {} };
    await bare.post({ ...action, source: 'somebody' });
    await bare.post({ ...action, direction: 'event' });
    await bare.post({ ...action, type: 'refresh' });
    for (const nonsense of [null, 'refresh', 7, [], {}]) await bare.post(nonsense);
    const [, inner] = page.frames();
    await inner?.evaluate((message) => window.postMessage(message, '*'), action);
    await bare.act('unheard-of');
    await bare.act('constructor');
    await bare.act('refresh');
    await expect(bare.frame.getByTestId('refreshes')).toHaveText('1');
    expect(tenant.log.flatMap((entry) => (entry.kind === 'action' ? [entry.type] : []))).toEqual([
      'cube:action:unheard-of',
      'cube:action:constructor',
      'cube:action:refresh',
    ]);
  });

  test('that comes before ready is lost', async ({ bare, tenant }) => {
    tenant.faults.set('data', { kind: 'hang' });
    await bare.load(`${DASHBOARD}?session=${tenant.mint()}`);
    await expect.poll(() => tenant.log.some(({ kind }) => kind === 'exchanged')).toBe(true);
    await bare.act('set-color-scheme', { scheme: 'dark' });
    await expect.poll(() => tenant.log.some(({ kind }) => kind === 'action')).toBe(true);
    tenant.faults.clear();
    await bare.phase('ready');
    await expect(bare.frame.locator('html')).toHaveAttribute('data-scheme', 'light');
  });
});
