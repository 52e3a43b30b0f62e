import type { Page } from '@playwright/test';
import type { ProtocolGeneration } from '../../testkit/tenant/index.js';
import {
  SCRIPT,
  chatTag,
  dashboardTag,
  element,
  embed,
  exchanges,
  expect,
  heard,
  isUp,
  refusedExchanges,
  test as base,
} from './support/fixtures.js';

/** The renewals in slightly more than three days. */
const RENEWALS = 4;

const renewals = async (page: Page): Promise<unknown[]> =>
  (await heard(page, 'renewed')).map(({ detail }) => detail['method']);

const statuses = async (page: Page): Promise<unknown[]> =>
  (await heard(page, 'status-change')).map(({ detail }) => detail['status']);

interface Fixtures {
  /** Opens the host page with a tenant of this generation, and waits until the chat is ready. */
  openChat(protocol: ProtocolGeneration): Promise<void>;
}

const test = base.extend<Fixtures>({
  openChat: async ({ page, host, tenant, pass }, use) => {
    await use(async (protocol) => {
      tenant.protocol = protocol;
      await page.goto(host.url);
      await embed(page, 'chat').getByTestId('question').waitFor();
      // A tenant that sends no messages counts as ready some seconds after its page has loaded.
      const ready = page.locator('cube-embed-chat:state(ready)');
      await expect.poll(() => passing(pass, () => ready.count())).toBe(1);
    });
  },
});

test.beforeEach(async ({ page, host, tenant }) => {
  await page.clock.install();
  host.page('/', SCRIPT + chatTag(tenant));
});

test('the chat works for days with a tenant that renews in place, and keeps what was typed', async ({
  page,
  host,
  tenant,
  pass,
}) => {
  await page.goto(host.url);
  await isUp(page, 'chat');
  const question = embed(page, 'chat').getByTestId('question');
  await question.fill('How did we do last ');
  for (let done = 1; done <= RENEWALS; done += 1) {
    await pass({ hours: 22, minutes: 57 });
    await expect.poll(() => renewals(page)).toHaveLength(done);
    await expect.poll(() => exchanges(tenant).length).toBe(done + 1);
  }
  await expect(question).toHaveValue('How did we do last ');
  await question.press('End');
  await question.pressSequentially('week?');
  await question.press('Enter');
  await expect(embed(page, 'chat').getByTestId('message').last()).toHaveAttribute('data-pending', 'false');
  expect(await statuses(page)).toEqual(['loading', 'ready']);
  expect(new Set(await renewals(page))).toEqual(new Set(['in-place']));
  expect(host.answers).toHaveLength(RENEWALS + 1);
  expect(refusedExchanges(tenant)).toEqual([]);
});

for (const protocol of ['events', 'none'] as const) {
  test(`the chat works for days by new frames with a tenant of generation "${protocol}"`, async ({
    page,
    host,
    tenant,
    pass,
    openChat,
  }) => {
    await openChat(protocol);
    for (let done = 1; done <= RENEWALS; done += 1) {
      await pass({ hours: 23, minutes: 31 });
      await expect.poll(() => passing(pass, () => renewals(page))).toHaveLength(done);
      await expect(embed(page, 'chat').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
    }
    expect(await statuses(page)).toEqual(['loading', 'ready']);
    expect(new Set(await renewals(page))).toEqual(new Set(['reload']));
    expect(exchanges(tenant)).toHaveLength(RENEWALS + 1);
    expect(host.answers).toHaveLength(RENEWALS + 1);
    expect(refusedExchanges(tenant)).toEqual([]);
  });

  test(`the chat works for days with an incorrect renewal="in-place" and a tenant of generation "${protocol}"`, async ({
    page,
    host,
    tenant,
    pass,
    openChat,
  }) => {
    host.page(
      '/',
      SCRIPT + chatTag(tenant).replace('<cube-embed-chat', '<cube-embed-chat renewal="in-place"'),
    );
    await openChat(protocol);
    for (let day = 1; day <= 3; day += 1) {
      // A renewal in place, which this tenant ignores, then a new frame when the previous token expires.
      await pass({ hours: 23, minutes: 31 });
      await expect.poll(() => passing(pass, () => renewals(page))).toHaveLength(2 * day - 1);
      await pass({ minutes: 30 });
      await expect.poll(() => passing(pass, () => renewals(page))).toHaveLength(2 * day);
      await expect(embed(page, 'chat').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
    }
    expect(await statuses(page)).toEqual(['loading', 'ready']);
    expect(await renewals(page)).toEqual(['in-place', 'reload', 'in-place', 'reload', 'in-place', 'reload']);
    expect(refusedExchanges(tenant)).toEqual([]);
  });
}

test('many renewal triggers at once mint one session', async ({ page, host, tenant, pass }) => {
  await page.goto(host.url);
  await isUp(page, 'chat');
  const release = host.hold();
  await pass({ hours: 22, minutes: 57 });
  await expect(page.locator('cube-embed-chat:state(renewing)')).toHaveCount(1);
  // The frame's token expires while the call is in flight.
  tenant.clock.advance(5 * 60_000);
  await element(page, 'chat').evaluate((chat: HTMLElementTagNameMap['cube-embed-chat']) => {
    for (let round = 0; round < 5; round += 1) {
      document.dispatchEvent(new Event('visibilitychange'));
      document.dispatchEvent(new Event('resume'));
      window.dispatchEvent(new Event('online'));
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      void chat.renew();
    }
  });
  for (let round = 0; round < 5; round += 1) tenant.emit('session-expired');
  release();
  await expect.poll(() => renewals(page)).toEqual(['in-place']);
  await expect(embed(page, 'chat').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
  expect(host.answers).toEqual([200, 200]);
  expect(tenant.sessions).toHaveLength(2);
});

/** How each generation is renewed after a sleep, and the event that the page receives at waking. */
const AFTER_SLEEP: Record<ProtocolGeneration, { method: string; waking: string }> = {
  renewal: { method: 'in-place', waking: 'resume' },
  events: { method: 'reload', waking: 'pageshow' },
  none: { method: 'reload', waking: 'visibilitychange' },
};

for (const [protocol, { method, waking }] of Object.entries(AFTER_SLEEP) as [
  ProtocolGeneration,
  { method: string; waking: string },
][]) {
  test(`the embed is renewed once on ${waking} after 30 hours of sleep, with a tenant of generation "${protocol}"`, async ({
    page,
    tenant,
    pass,
    openChat,
  }) => {
    await openChat(protocol);
    const asleep = 30 * 3_600_000;
    // The wall clock jumps; timers and `performance.now()` stopped during the sleep.
    await page.clock.setSystemTime((await page.evaluate(() => Date.now())) + asleep);
    await page.evaluate((name) => {
      const target = name === 'pageshow' ? window : document;
      target.dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
    }, waking);
    tenant.clock.advance(asleep);
    await expect.poll(() => passing(pass, () => renewals(page))).toEqual([method]);
    await expect(embed(page, 'chat').getByTestId('page')).toHaveAttribute('data-phase', 'ready');
    expect(await statuses(page)).toEqual(['loading', 'ready']);
    expect(exchanges(tenant)).toHaveLength(2);
    expect(refusedExchanges(tenant)).toEqual([]);
  });
}

test('a backend that is down when the token expires: no error before, an error after, then an automatic recovery', async ({
  page,
  context,
  host,
  tenant,
  pass,
}) => {
  tenant.protocol = 'events';
  host.page('/', SCRIPT + dashboardTag(tenant));
  await page.goto(host.url);
  await isUp(page, 'dashboard');
  host.failsWith = 503;
  await pass({ hours: 23, minutes: 31 });
  await expect.poll(() => passing(pass, () => heard(page, 'error'))).not.toHaveLength(0);
  expect((await heard(page, 'error')).every(({ detail }) => detail['fatal'] === false)).toBe(true);
  await expect(embed(page, 'dashboard').getByTestId('title')).toBeVisible();
  expect(await statuses(page)).toEqual(['loading', 'ready']);

  await pass({ minutes: 31 });
  await expect
    .poll(() => passing(pass, () => page.locator('cube-embed-dashboard:state(error)').count()))
    .toBe(1);
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  await expect(page.locator('cube-embed-dashboard iframe')).toHaveCount(0);

  host.failsWith = undefined;
  await context.setOffline(true);
  await context.setOffline(false);
  await isUp(page, 'dashboard');
  await expect(embed(page, 'dashboard').getByTestId('title')).toBeVisible();
  expect(refusedExchanges(tenant)).toEqual([]);
});

type Pass = (duration: { seconds: number }) => Promise<void>;

/** Lets some seconds pass before each check, for grace periods, backoff, and the silence that counts as ready. */
async function passing<T>(pass: Pass, look: () => Promise<T>): Promise<T> {
  await pass({ seconds: 4 });
  return look();
}
