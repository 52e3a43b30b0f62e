import { expect, it } from 'vitest';
import { SCRIPT, chatTag, dashboardTag, refusedExchanges } from '../page/support/pages.js';
import { RECORD, withWebKit } from './support/browser.js';

const world = withWebKit();

it('loads a dashboard and a chat on a page that contains only two tags', async () => {
  const { host, tenant, visit, isUp, heard, recorded } = world();
  host.page('/', RECORD + SCRIPT + dashboardTag(tenant) + chatTag(tenant));
  await visit('/');
  await isUp('dashboard');
  await isUp('chat');
  expect(await heard('ready')).toHaveLength(2);
  expect((await heard('ready')).map(({ surface }) => surface).sort()).toEqual(['chat', 'dashboard']);
  expect((await heard('ready')).map(({ confirmed }) => confirmed)).toEqual([true, true]);
  expect(host.answers).toEqual([200, 200]);
  expect((await recorded()).errors).toEqual([]);
});

it('tells a signed-out viewer so, and restores the embed with the retry button', async () => {
  const { host, tenant, visit, isUp, status, run, click, signIn } = world();
  host.page('/', RECORD + SCRIPT + dashboardTag(tenant));
  await signIn('nobody');
  await visit('/');
  await expect.poll(() => status('dashboard')).toBe('error');
  await run(() => fetch('/sign-in?as=bruno').then(() => undefined));
  await click(() => document.querySelector('cube-embed-dashboard')!.shadowRoot!.querySelector('button')!);
  await isUp('dashboard');
  expect(host.answers).toEqual([401, 200]);
});

it('accepts the script twice, as a module and as a classic script: one embed, one session, no error', async () => {
  const { host, tenant, visit, isUp, recorded } = world();
  const classic = '<script src="/cube-embed.iife.js"></script>';
  host.page('/', RECORD + classic + dashboardTag(tenant) + SCRIPT);
  await visit('/');
  await isUp('dashboard');
  expect(tenant.sessions).toHaveLength(1);
  expect(refusedExchanges(tenant)).toEqual([]);
  expect((await recorded()).errors).toEqual([]);
});

it('names the directive when the page’s policy blocks the frame', async () => {
  const { host, tenant, visit, status, heard } = world();
  const policy = { 'Content-Security-Policy': "frame-src 'self'" };
  host.page('/', RECORD + SCRIPT + dashboardTag(tenant), policy);
  await visit('/');
  await expect.poll(() => status('dashboard')).toBe('error');
  expect(await heard('ready')).toEqual([]);
  expect(host.answers).toEqual([200]);
});
