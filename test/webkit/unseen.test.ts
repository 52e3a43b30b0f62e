import { expect, it } from 'vitest';
import type { NoticedTenant } from '../page/support/noticed.js';
import { noticedPage, startNoticedTenant } from '../page/support/noticed.js';
import { SCRIPT } from '../page/support/pages.js';
import { RECORD, withWebKit } from './support/browser.js';

const world = withWebKit();

async function visitPage(noticed: NoticedTenant): Promise<void> {
  const { host, visit } = world();
  host.page('/', RECORD + noticedPage(noticed));
  await visit('/');
}

const addScript = (): Promise<void> =>
  world().run((html) => {
    document.head.append(document.createRange().createContextualFragment(html));
  }, SCRIPT);

// WebKit never lets an inert frame take the focus, so this passes without the guard that other engines need.
it('gives a frame that is not ready neither the keyboard nor the page’s scroll position', async () => {
  const noticed = await startNoticedTenant('pushy');
  const { run, click, type, isUp, heard } = world();
  await visitPage(noticed);
  const field = (): Promise<unknown> =>
    run(() => [
      document.activeElement?.id,
      document.querySelector<HTMLInputElement>('#host')!.value,
      scrollY,
    ]);
  const pushes = (): Promise<number> => run(() => (window as unknown as { pushes: number }).pushes);
  const goOn = (): Promise<void> =>
    run(() => {
      const frame = document
        .querySelector('cube-embed-dashboard')!
        .shadowRoot!.querySelector<HTMLIFrameElement>('iframe[inert]')!;
      frame.contentWindow!.postMessage('go on', '*');
    });
  await click(() => document.querySelector('#host')!);
  await type('a');
  await addScript();
  await expect.poll(pushes).toBe(1);
  await type('b');
  await expect.poll(field).toEqual(['host', 'ab', 0]);
  await goOn();
  await isUp('dashboard');
  await run(() => void document.querySelector('cube-embed-dashboard')!.renew());
  await expect.poll(pushes).toBe(2);
  await type('c');
  await expect.poll(field).toEqual(['host', 'abc', 0]);
  await goOn();
  await expect.poll(() => heard('renewed')).toHaveLength(1);
  expect(await field()).toEqual(['host', 'abc', 0]);
  await noticed.stop();
});

it('reports a frame that is not ready as visible, below the fold and behind the live one', async () => {
  const noticed = await startNoticedTenant('lazy');
  const { run, isUp, heard } = world();
  await visitPage(noticed);
  await addScript();
  await isUp('dashboard');
  await run(() => document.querySelector('cube-embed-dashboard')!.renew());
  expect((await heard('ready')).map(({ confirmed }) => confirmed)).toEqual([true, true]);
  await noticed.stop();
});
