import { expect, it } from 'vitest';
import { SCRIPT, dashboardTag, exchanges, refusedExchanges } from '../page/support/pages.js';
import { RECORD, withWebKit } from './support/browser.js';

const world = withWebKit();

async function visitPage(): Promise<void> {
  const { host, tenant, visit } = world();
  host.page('/', `${RECORD + SCRIPT}<main>${dashboardTag(tenant)}</main><aside></aside>`);
  await visit('/');
}

const append = (): Promise<void> =>
  world().run(() => {
    document.querySelector('aside')!.append(document.querySelector('cube-embed-dashboard')!);
  });

it('loads again after append() moved it, without exchanging its spent session again', async () => {
  const { tenant, isUp, heard } = world();
  await visitPage();
  await isUp('dashboard');
  await append();
  await expect.poll(() => exchanges(tenant).length).toBe(2);
  await isUp('dashboard');
  expect(refusedExchanges(tenant)).toEqual([]);
  expect(await heard('error')).toEqual([]);
  expect(tenant.pages).toHaveLength(1);
});

it('becomes ready in its new place when it is moved before its frame is ready', async () => {
  const { host, tenant, isUp, run } = world();
  const release = host.hold();
  await visitPage();
  await append();
  release();
  await isUp('dashboard');
  expect(
    await run(
      () =>
        document.querySelector('aside cube-embed-dashboard')!.shadowRoot!.querySelectorAll('iframe').length,
    ),
  ).toBe(1);
  expect(refusedExchanges(tenant)).toEqual([]);
});
