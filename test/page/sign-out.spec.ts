import type { CDPSession, Page } from '@playwright/test';
import { SCRIPT, dashboardTag, expect, test } from './support/fixtures.js';

/** The page's live strings that contain one of these texts: what its scripts still hold, after garbage collection. */
async function held(cdp: CDPSession, texts: readonly string[]): Promise<string[]> {
  const chunks: string[] = [];
  const collect = ({ chunk }: { chunk: string }): void => void chunks.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', collect);
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.takeHeapSnapshot');
  cdp.off('HeapProfiler.addHeapSnapshotChunk', collect);
  const { strings } = JSON.parse(chunks.join('')) as { strings: string[] };
  return texts.filter((text) => strings.some((string) => string.includes(text)));
}

/** Gives the elements every kind of data that they keep for a viewer. The texts are arguments: a script's own text stays in memory. */
function fill(page: Page, [path, filter, action, waiting]: readonly string[]): Promise<void> {
  return page.evaluate(
    ([pathText, filterText, actionText, waitingText]) => {
      const [live, removed] = document.querySelectorAll('cube-embed-dashboard');
      live!.setFilter({ 'users.name': filterText! });
      live!.sendAction('set-custom', { who: actionText });
      live!.path = pathText!;
      removed!.remove();
      // An application may put it back later.
      Object.assign(window, { removed });
      removed!.sendAction('custom', { who: waitingText });
    },
    [path, filter, action, waiting],
  );
}

test('after signOut(), nothing in the page’s memory is of the viewer who has signed out', async ({
  page,
  host,
  tenant,
  browserName,
}) => {
  // The memory is read by Chromium's debugging protocol.
  test.skip(browserName !== 'chromium');
  host.page('/', SCRIPT + dashboardTag(tenant) + dashboardTag(tenant));
  await page.goto(host.url);
  await expect(page.locator('cube-embed-dashboard:state(ready)')).toHaveCount(2);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.enable');

  const texts = ['path', 'filter', 'action', 'waiting'].map((kind) => `ada-${kind}-${crypto.randomUUID()}`);
  await fill(page, texts);
  const sessions = tenant.sessions.map(({ sessionId }) => sessionId);
  const secrets = [...texts, ...sessions];
  expect(await held(cdp, secrets)).toEqual(secrets);

  await page.evaluate(async () => {
    // What this test itself keeps.
    (window as unknown as { heard: unknown[] }).heard.length = 0;
    const { signOut } = (await import('/cube-embed.js' as string)) as typeof import('../../src/index.js');
    signOut();
    // The engine keeps the subject of the last match (`RegExp.input`).
    /./.test('.');
  });
  expect(await held(cdp, secrets)).toEqual([]);
});
