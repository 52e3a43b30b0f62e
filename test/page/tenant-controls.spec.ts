import { expect, test } from './support/bare-frame.js';

const DASHBOARD = '/embed/dashboard/sales';
const RETURNED = 'f_orders.status={"value":"returned"}';
const CONTROLS = {
  filters: {
    'orders.status': { default: 'completed', userAttribute: 'segment' },
    'orders.city': { default: 'Austin', visibility: 'hidden' as const },
    'orders.category': { default: 'Tea', visibility: 'disabled' as const },
  },
  timeGranularities: { 'orders.created_at': { allowed: ['month', 'year'] } },
};

test.describe('the controls of a dashboard', () => {
  test.use({ tenantOptions: { dashboards: { sales: { title: 'Sales', controls: CONTROLS } } } });

  test('open on their defaults; a hidden one applies, a disabled one is locked [doc]', async ({ bare }) => {
    await bare.open(DASHBOARD);
    await expect(bare.frame.getByTestId('filter')).toHaveText([
      /orders\.status\s+completed\s+×/,
      /orders\.category\s+Tea\s*$/,
    ]);
    await expect(bare.frame.locator('[data-name="f_orders.category"]')).toBeDisabled();
    await expect(bare.frame.locator('[data-name="f_orders.city"]')).toHaveCount(0);
    await bare.frame.getByTestId('tab-orders').click();
    expect(new Set(await bare.frame.getByTestId('city').allTextContents())).toEqual(new Set(['Austin']));
  });

  test('take the URL’s value before the user attribute’s, and that before the author’s [doc]', async ({
    bare,
  }) => {
    const viewer = { userAttributes: [{ name: 'segment', value: 'shipped' }] };
    await bare.open(DASHBOARD, viewer);
    await expect(bare.frame.getByTestId('filter').first()).toContainText('shipped');
    await bare.open(`${DASHBOARD}?${RETURNED}`, viewer);
    await expect(bare.frame.getByTestId('filter').last()).toContainText('returned');
  });

  test('are the only ones that parameters and set-filter can set; the log says which had none [doc]', async ({
    bare,
    tenant,
  }) => {
    await bare.open(`${DASHBOARD}?f_orders.stauts={"value":"x"}&tg_orders.created_at=day`);
    await bare.act('set-filter', { filterUrlParameter: `f_users.name={"value":"a"}&${RETURNED}` });
    await bare.act('set-filter', { filterUrlParameter: 'f_orders.status={"value":"a","type":"notEquals"}' });
    await expect(bare.frame.getByTestId('filter').last()).toContainText('returned');
    await expect(bare.frame.getByTestId('widget-over-time').getByRole('heading')).toContainText('Month');
    await expect
      .poll(() => tenant.log.flatMap((entry) => (entry.kind === 'ignored' ? [entry] : [])))
      .toMatchObject([
        { parameter: 'f_orders.stauts', reason: 'the dashboard has no filter control for orders.stauts' },
        { parameter: 'tg_orders.created_at', reason: 'the granularity must be one of month, year' },
        { parameter: 'f_users.name', reason: 'the dashboard has no filter control for users.name' },
        { parameter: 'f_orders.status', reason: expect.stringContaining('"notEquals" is no operator') },
      ]);
  });

  test('write picks into the page’s own address, and a clear drops the parameter [doc]', async ({
    page,
    bare,
  }) => {
    await bare.open(DASHBOARD);
    const written = async () => {
      const { searchParams } = new URL(await page.frames()[1]!.evaluate(() => location.href));
      return [...searchParams].filter(([name]) => name !== 'session');
    };
    await bare.frame.locator('[data-name="f_orders.status"]').selectOption('shipped');
    await bare.frame.locator('[data-name="tg_orders.created_at"]').selectOption('year');
    expect(await written()).toEqual([
      ['f_orders.status', '{"value":"shipped"}'],
      ['tg_orders.created_at', 'year'],
    ]);
    await bare.frame.getByTestId('remove-filter').click();
    await expect(bare.frame.getByTestId('filter')).toHaveCount(1);
    expect(await written()).toEqual([['tg_orders.created_at', 'year']]);
    expect(await bare.payloads('navigate')).toEqual([]);
    await bare.open(`${DASHBOARD}?${new URLSearchParams(await written())}`);
    await expect(bare.frame.getByTestId('filter').first()).toContainText('completed');
    await expect(bare.frame.getByTestId('widget-over-time').getByRole('heading')).toContainText('Year');
  });

  test('are at their defaults in a new frame, whatever the viewer picked before [doc]', async ({ bare }) => {
    await bare.open(DASHBOARD);
    await bare.frame.locator('[data-name="f_orders.status"]').selectOption('shipped');
    await expect(bare.frame.getByTestId('filter').last()).toContainText('shipped');
    await bare.open(DASHBOARD);
    await expect(bare.frame.getByTestId('filter').first()).toContainText('completed');
  });

  test.describe('with the option controlsInPaths', () => {
    test.use({ tenantOptions: { controlsInPaths: true } });

    test('stand in the paths of events, and a path with them sets them', async ({ bare }) => {
      await bare.open(DASHBOARD);
      await bare.frame.locator('[data-name="f_orders.status"]').selectOption('shipped');
      const path = `${DASHBOARD}?${new URLSearchParams({ 'f_orders.status': '{"value":"shipped"}' })}`;
      await expect.poll(() => bare.payloads('navigate')).toEqual([{ path, previousPath: DASHBOARD }]);
      await bare.open(DASHBOARD);
      await bare.act('navigate', { path });
      await expect(bare.frame.getByTestId('filter')).toContainText('shipped');
    });
  });
});

test.describe('what the tenant does not know', () => {
  test('is refused: a mistyped dashboard', async ({ bare, tenant }) => {
    await bare.load(`/embed/dashboard/salse?session=${tenant.mint()}`);
    await bare.phase('failed');
    expect(await bare.payloads('error')).toEqual([
      { message: 'The dashboard does not exist.', name: 'Error', fatal: true },
    ]);
  });

  test('is refused: a chat that the viewer did not begin', async ({ bare, tenant }) => {
    await bare.open('/embed/chat');
    await bare.frame.getByTestId('new-chat').click();
    await bare.frame.getByTestId('question').fill('revenue');
    await bare.frame.getByTestId('send').click();
    await expect(bare.frame.getByTestId('message').last()).toHaveAttribute('data-pending', 'false');
    await bare.open('/embed/chat?chatId=chat-1');
    await expect(bare.frame.getByTestId('message')).toHaveCount(2);
    await bare.load(`/embed/chat?chatId=chat-1&sessionId=${tenant.mint({ externalId: 'bruno' })}`);
    await bare.phase('failed');
    await bare.load(`/embed/chat?chatId=chat-9&sessionId=${tenant.mint()}`);
    await bare.phase('failed');
  });

  test.describe('with the option any', () => {
    test.use({ tenantOptions: { any: true } });

    test('is taken: dashboards, deployments, chats, filters', async ({ bare }) => {
      await bare.open('/embed/d/7/dashboard/salse?f_other.thing={"value":"a"}', { deploymentId: 7 });
      await expect(bare.frame.getByTestId('filter')).toHaveAttribute('data-applied', 'false');
      await bare.open('/embed/chat?chatId=mine');
      await expect(bare.frame.getByTestId('chat')).toHaveAttribute('data-chat', 'mine');
    });
  });
});

test.describe('time zones', () => {
  test('set-timezone ignores offsets, and outranks the URL and the session [doc]', async ({
    bare,
    tenant,
  }) => {
    await bare.open(`${DASHBOARD}?timezone=Europe/Paris`, { settings: { timezone: 'America/New_York' } });
    await bare.act('set-timezone', { timezone: '+02:00' });
    await expect.poll(() => tenant.log.some(({ kind }) => kind === 'ignored')).toBe(true);
    await expect(bare.frame.getByTestId('page')).toHaveAttribute('data-timezone', 'Europe/Paris');
    await bare.act('set-timezone', { timezone: 'Asia/Tokyo' });
    await expect(bare.frame.getByTestId('page')).toHaveAttribute('data-timezone', 'Asia/Tokyo');
  });

  test.describe('on an account without user time zones', () => {
    test.use({ tenantOptions: { userTimezones: false } });

    test('are ignored [doc]', async ({ bare }) => {
      await bare.open(`${DASHBOARD}?timezone=Europe/Paris`, { settings: { timezone: 'Asia/Tokyo' } });
      await bare.act('set-timezone', { timezone: 'Asia/Tokyo' });
      await bare.act('refresh');
      await expect(bare.frame.getByTestId('refreshes')).toHaveText('1');
      await expect(bare.frame.getByTestId('page')).toHaveAttribute('data-timezone', 'UTC');
    });
  });
});

test('an internal user has no embed tenant [doc]', async ({ bare }) => {
  await bare.open(DASHBOARD, { internalId: 'ada@acme.example' });
  expect(await bare.payloads('ready')).toMatchObject([{ embedTenant: null }]);
});

test.describe('the router "replace"', () => {
  test.use({ tenantOptions: { router: 'replace' } });

  test('changes the frame’s address and adds no history entries', async ({ page, bare }) => {
    await bare.open(DASHBOARD);
    const before = await page.evaluate(() => history.length);
    await bare.frame.getByTestId('tab-orders').click();
    await expect(bare.frame.getByTestId('orders')).toBeVisible();
    expect(await page.frames()[1]!.evaluate(() => location.pathname)).toBe(`${DASHBOARD}/orders`);
    expect(await page.evaluate(() => history.length)).toBe(before);
  });
});
