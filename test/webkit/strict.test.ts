import { expect, it } from 'vitest';
import { SCRIPT, dashboardTag, exchanges } from '../page/support/pages.js';
import { FRAMEABLE, strictHeaders } from '../page/support/strict.js';
import { RECORD, withWebKit } from './support/browser.js';
import { lives } from './support/lives.js';

const world = withWebKit({ protocol: 'events', pageHeaders: FRAMEABLE });

/** Visits a page with the strictest headers. */
async function visitStrict(html: string): Promise<void> {
  const { host, tenant, visit } = world();
  host.page('/', RECORD + SCRIPT + html, strictHeaders(tenant.url));
  await visit('/');
}

/** What the browser has blocked, according to the page's events and to the reports to the host. */
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

it('works on a page with the strictest headers, and nothing is blocked', async () => {
  const { tenant, run, recorded } = world();
  await visitStrict(dashboardTag(tenant));
  await lives(world());
  expect(await run(() => crossOriginIsolated)).toBe(true);
  expect(await refusals()).toEqual(NONE);
  expect((await recorded()).errors).toEqual([]);
});

it('works in a dialog of a strict page that is opened, closed and opened again', async () => {
  const { tenant, run } = world();
  await visitStrict(`<dialog>${dashboardTag(tenant, 'loading="lazy"')}</dialog>`);
  const open = (): Promise<void> => run(() => document.querySelector('dialog')!.showModal());
  // A dialog is as wide as its content, and an embed is as wide as its container.
  await run(() => void (document.querySelector('dialog')!.style.width = '800px'));
  await open();
  await world().isUp('dashboard');
  await run(() => document.querySelector('dialog')!.close());
  await open();
  await lives(world());
  expect(await refusals()).toEqual(NONE);
});

it('works in a shadow root of a strict page', async () => {
  const { tenant } = world();
  await visitStrict(`<div><template shadowrootmode="open">${dashboardTag(tenant)}</template></div>`);
  await lives(world(), () =>
    document.querySelector('div')!.shadowRoot!.querySelector('cube-embed-dashboard'),
  );
  expect(await refusals()).toEqual(NONE);
});

it('keeps its frame when a strict page is restored from the back/forward cache', async () => {
  const { host, tenant, visit, isUp, press, recorded } = world();
  // When it navigates to a page without these headers, WebKit changes processes, and its driver cannot go back.
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

it('works in a strict page that is itself sandboxed', async () => {
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

it('detects a violation', async () => {
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
