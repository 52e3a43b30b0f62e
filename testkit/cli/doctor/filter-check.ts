import { HostPage, until } from './browser.js';
import { originOf, speaking, tenantOrigin } from './browser-checks.js';
import { Failure, Skip } from './check.js';
import type { Check } from './check.js';
import { mint } from './tenant-checks.js';
import type { Visit } from './visit.js';

/** Time in which the text of an embed must not change to count as what it shows. */
const CALM_MS = 1500;

/** What differs between two looks at the same data: the time of day at which they were refreshed. */
const CLOCK = /\d{1,2}:\d\d(:\d\d)?(\s?[ap]m)?|\d+ (second|minute)s? ago/gi;

/** Checks that the dashboard shows something else with a filter, so that it has a control for the member. */
export function filterCheck({ member, value }: Visit['options']['filters'][number]): Check {
  const parameter = (of: unknown): string =>
    `f_${member}=${encodeURIComponent(JSON.stringify({ value: of }))}`;
  return {
    name: member,
    advice: `Add a filter control for exactly ${member} to the dashboard in Cube, and publish it: without one, Cube ignores the filter. Or pass a value that changes what the dashboard shows.`,
    async run(visit) {
      const { browser, url } = speaking(visit);
      if (!url.includes('/dashboard/')) throw new Skip('set CUBE_DASHBOARD_ID');
      const host = await HostPage.open(browser, originOf(visit), tenantOrigin(visit));
      const show = async (query: string): Promise<string> => {
        await host.frame(`${url}?session=${await mint(visit)}${query}`);
        return shown(host, visit);
      };
      const without = await show('');
      const filtered = await show(`&${parameter(value)}`);
      if (filtered === without)
        throw new Failure(`the dashboard shows the same with ${member}=${value} as without`);
      await host.act('set-filter', { filterUrlParameter: decodeURIComponent(parameter([])) });
      const cleared = await shown(host, visit);
      const paths = (await host.messages()).map(({ payload }) => JSON.stringify(payload['path'] ?? ''));
      await host.page.close();
      visit.facts.set('filters in paths', paths.some((path) => /[?&]f_/.test(path)) ? 'yes' : 'no');
      visit.facts.set('a filter is cleared in place', cleared === without ? 'yes' : 'no');
      return `has a control; clearing it in place ${cleared === without ? 'shows the same as' : 'differs from'} a new frame without it`;
    },
  };
}

/** What the embed shows once its text stops changing. */
async function shown(host: HostPage, { options }: Visit): Promise<string> {
  let text = '';
  let since = performance.now();
  const calm = await until(options.timeoutMs * 2, async () => {
    const now = (await host.frameText()).replace(CLOCK, '');
    if (now !== text) [text, since] = [now, performance.now()];
    return text !== '' && performance.now() - since > CALM_MS;
  });
  if (!calm) throw new Failure('the embed does not come to rest');
  return text;
}
