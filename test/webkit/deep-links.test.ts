import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { beforeEach, describe, expect, it } from 'vitest';
import { SCRIPT, exchanges, refusedExchanges } from '../page/support/pages.js';
import { RECORD, withWebKit } from './support/browser.js';

const guide = readFileSync(new URL('../../docs/creator-mode.md', import.meta.url), 'utf8');
const recipe = /```ts\n(.*?)```/s.exec(guide)?.[1] ?? '';

describe.for(['memory', 'push'] as const)(
  'the guide’s deep links, with an embed whose router is %s',
  (router) => {
    const world = withWebKit({ router });

    beforeEach(() => {
      const { host, tenant } = world();
      const code = recipe.replace('_HISTORY = false', `_HISTORY = ${String(router === 'push')}`);
      const html = `${RECORD}${SCRIPT}<cube-embed-app base-url="${tenant.url}" deployment-id="1" session-endpoint="/cube-session"></cube-embed-app>
        <script type="module">${ts.transpile(code, { target: ts.ScriptTarget.ES2022 })}</script>`;
      host.page('/analytics', html);
      host.page('/analytics/workbook/1', html);
    });

    /** The page's URL, and the path that the embed reports. */
    const places = (): Promise<unknown> =>
      world().run(() => [
        location.pathname.replace(/\/$/, ''),
        document.querySelector('cube-embed-app')!.path,
        document.querySelector('cube-embed-app')!.status,
      ]);
    const isAt = (path: string): Promise<void> =>
      expect.poll(places).toEqual([`/analytics${path}`.replace(/\/$/, ''), path, 'ready']);
    /** Navigates the embed to one of its pages, like a viewer. */
    const follow = (path: string): Promise<void> =>
      world().run((to) => {
        document.querySelector('cube-embed-app')!.path = to;
      }, path);

    // By script: WebKit's own buttons skip history entries of pages without a user gesture, and these have none.
    const go = (step: 'back' | 'forward'): Promise<void> =>
      world().run((name) => void setTimeout(() => history[name]()), step);

    it('let Back and Forward move through the pages of the embed, one at a time', async () => {
      const { visit } = world();
      await visit('/analytics');
      await isAt('/');
      await follow('/workbooks');
      await isAt('/workbooks');
      await follow('/workbook/1');
      await isAt('/workbook/1');
      for (const [step, path] of [
        ['back', '/workbooks'],
        ['back', '/'],
        ['forward', '/workbooks'],
        ['forward', '/workbook/1'],
      ] as const) {
        await go(step);
        await isAt(path);
      }
    });

    it('open their page, and a new frame returns to it', async () => {
      const { visit, run, tenant } = world();
      await visit('/analytics/workbook/1');
      await isAt('/workbook/1');
      await run(() => document.querySelector('cube-embed-app')!.reload());
      await isAt('/workbook/1');
      expect(exchanges(tenant)).toHaveLength(2);
      expect(refusedExchanges(tenant)).toEqual([]);
    });
  },
);
