import { expect, it } from 'vitest';
import { SCRIPT, dashboardTag, exchanges } from '../page/support/pages.js';
import { FRAMEABLE, strictHeaders } from '../page/support/strict.js';
import { RECORD, withWebKit } from './support/browser.js';
import { lives } from './support/lives.js';

const world = withWebKit({ protocol: 'events', pageHeaders: FRAMEABLE });

/** Visits a page under the strictest headers. */
async function visitStrict(html: string): Promise<void> {
  const { host, tenant, visit } = world();
  host.page('/', RECORD + SCRIPT + html, strictHeaders(tenant.url));
  await visit('/');
}

/** What the browser has refused, by the page's events and by the reports to the host. */
async function refusals(): Promise<{ events: string[]; reports: string[] }> {
  const reports = world().host.reports.filter(
    (violation) => !violation['blocked-uri'].endsWith('/favicon.ico'),
  );
  return {
    events: (await world().recorded()).violations,
    reports: reports.map((violation) => violation['effective-directive']),
  };
}

const NONE = { events: [], reports: [] };

it('lives on a page with the strictest headers, and nothing is refused', async () => {
  const { tenant, run, recorded } = world();
  await visitStrict(dashboardTag(tenant));
  await lives(world());
  expect(await run(() => crossOriginIsolated)).toBe(true);
  expect(await refusals()).toEqual(NONE);
  expect((await recorded()).errors).toEqual([]);
});

it('lives in a dialog of such a page that is opened, closed and opened again', async () => {
  const { tenant, run } = world();
  await visitStrict(`<dialog>${dashboardTag(tenant, 'loading="lazy"')}</dialog>`);
  const open = (): Promise<void> => run(() => document.querySelector('dialog')!.showModal());
  // A dialog is as wide as what is in it, and an embed is as wide as its place.
  await run(() => void (document.querySelector('dialog')!.style.width = '800px'));
  await open();
  await world().isUp('dashboard');
  await run(() => document.querySelector('dialog')!.close());
  await open();
  await lives(world());
  expect(await refusals()).toEqual(NONE);
});

it('lives in a shadow root of such a page', async () => {
  const { tenant } = world();
  await visitStrict(`<div><template shadowrootmode="open">${dashboardTag(tenant)}</template></div>`);
  await lives(world(), () =>
    document.querySelector('div')!.shadowRoot!.querySelector('cube-embed-dashboard'),
  );
  expect(await refusals()).toEqual(NONE);
});

it('goes on with the frame that it has when such a page comes back from the back/forward cache', async () => {
  const { host, tenant, visit, isUp, press, recorded } = world();
  // On the way to a page without these headers WebKit changes processes, and its driver does not get back.
  host.page('/next', '', strictHeaders(tenant.url));
  await visitStrict(dashboardTag(tenant));
  await isUp('dashboard');
  await visit('/next');
  await expect.poll(() => tenant.pages.length).toBe(0);
  await press('back');
  await isUp('dashboard');
  expect((await recorded()).persisted).toBe(true);
  await expect.poll(() => tenant.pages.length).toBe(1);
  expect(exchanges(tenant)).toHaveLength(1);
  await lives(world());
  expect(await refusals()).toEqual(NONE);
});

it('lives in such a page that is itself in a sandbox', async () => {
  const { host, tenant, visit } = world();
  host.page('/inner', SCRIPT + dashboardTag(tenant), strictHeaders(tenant.url));
  host.page(
    '/',
    `${RECORD}<iframe sandbox="allow-scripts allow-same-origin" src="/inner"></iframe>`,
    strictHeaders(tenant.url, "default-src 'none'; script-src 'self'; frame-src 'self'"),
  );
  await visit('/');
  await lives(world(), () =>
    document.querySelector('iframe')!.contentDocument?.querySelector('cube-embed-dashboard'),
  );
  expect(await refusals()).toEqual(NONE);
});

it('would have shown a violation', async () => {
  const { tenant, run, isUp } = world();
  await visitStrict(dashboardTag(tenant));
  await isUp('dashboard');
  await run(() => document.querySelector('cube-embed-dashboard')!.setAttribute('style', 'color: red'));
  const refused = await run(() => {
    try {
      document.querySelector('cube-embed-dashboard')!.innerHTML = '<b></b>';
      return 'nothing';
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(refused).toBe('TypeError');
  const both = ['style-src-attr', 'require-trusted-types-for'];
  await expect.poll(refusals).toEqual({ events: both, reports: both });
});
