import { expect, it } from 'vitest';
import { SCRIPT, dashboardTag, refusedExchanges } from '../page/support/pages.js';
import { RECORD, withWebKit } from './support/browser.js';

const world = withWebKit();

/** WebDriver cannot move clocks. Runs in the page before its own scripts: `skip` moves its clocks, then dispatches `resume` as the browser does after a freeze. */
function movableClock(): void {
  let skipped = 0;
  for (const clock of [Date, performance]) {
    const { now } = clock;
    clock.now = () => now.call(clock) + skipped;
  }
  Object.assign(window, {
    skip(ms: number) {
      skipped += ms;
      document.dispatchEvent(new Event('resume'));
    },
  });
}

const skip = (seconds: number): Promise<void> =>
  world().run((ms) => {
    (window as unknown as { skip(ms: number): void }).skip(ms);
  }, seconds * 1_000);

it('reloads a frame whose load was stopped by a 204 answer', async () => {
  const { host, tenant, visit, run, isUp, status, heard } = world();
  tenant.faults.set('page', { kind: 'delay', ms: 60_000 }, { times: 1 });
  host.page('/', `${RECORD}<script>(${movableClock.toString()})()</script>${SCRIPT}`);
  await visit('/');
  await run((html) => {
    document.body.innerHTML = html;
  }, dashboardTag(tenant));
  const frames = (): Promise<number> =>
    run(() => document.querySelector('cube-embed-dashboard')!.shadowRoot!.querySelectorAll('iframe').length);
  await expect.poll(frames).toBe(1);
  await run(() => {
    location.assign('/sign-in?as=ada');
  });
  await skip(19);
  expect(await status('dashboard')).toBe('loading');
  expect(host.answers).toEqual([200]);
  await skip(12);
  await isUp('dashboard');
  expect(host.answers).toEqual([200, 200]);
  expect(refusedExchanges(tenant)).toEqual([]);
  expect(await heard('error')).toEqual([]);
});
