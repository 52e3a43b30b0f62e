/**
 * The embed page's client. Tests can rely on these `data-test` attributes inside the frame:
 *
 * - everywhere: `page` (with `data-phase` loading, ready, expired or failed, `data-surface`, `data-path`, `data-locale`,
 *   `data-timezone`; `data-scheme` is on `<html>`), `loading`, `expired`, `failed`, `notice`, `viewer`, `attribute`,
 *   `developer-menu` with `send-error` and `send-fatal-error`, `nothing-here` for a path that does not exist
 * - dashboard: `dashboard`, `dashboard-header`, `title`, `back`, `refresh`, `refreshed` (the time), `refreshes` (how
 *   often), `edit`, `duplicate`, `export-dashboard`, `tab-overview`, `tab-orders`, `filter` (with `data-applied`),
 *   `remove-filter`, `kpi-revenue`, `kpi-count`, `kpi-average_order`, `kpi-return_rate` (each with a `value`),
 *   `widget-…` and `chart-…` of `over-time`, `by-dimension` and `by-status`, `widget-categories`, `categories`,
 *   `export-csv`, `export-png`, `drill` (with `data-value`), `drilldown`, `close-drilldown`, `orders`, `order` with its
 *   `created` and `city`, `dashboard-link` (with `data-id`)
 * - chat: `chat` (with `data-chat`), `messages`, `message` (with `data-from`, `data-pending`), `question`, `send`,
 *   `suggestion`, `new-chat`, `history`, `past-chat`, `ai-off`
 * - app: `app`, `tenant`, `nav-dashboards`, `nav-workbooks`, `dashboards`, `open-dashboard` and `open-workbook` (with
 *   `data-id`), `workbooks`, `workbook`, `workbook-back`, `dimension` (with `data-name`), `result`
 */
import { render } from 'lit';
import { readEmbedAddress } from '../address.js';
import type { PageConfig } from '../page-shell.js';
import { EmbedPage } from './page.js';
import { applyLook } from './palette.js';
import { rootView } from './views/root.js';

const url = new URL(location.href);
const address = readEmbedAddress(url);
const root = document.querySelector<HTMLElement>('#root');
const configuration = document.querySelector('#config')?.textContent;
if (!address || !root || !configuration)
  throw new Error('This script must run on an embed page of the tenant.');
const page = new EmbedPage(address, JSON.parse(configuration) as PageConfig, url);

const show = (): void => {
  applyLook(page.store.state);
  render(rootView(page, page.store.state), root);
};
page.store.subscribe(show);

const darkPreference = matchMedia('(prefers-color-scheme: dark)');
const followSystem = (): void => page.store.update({ systemDark: darkPreference.matches });
darkPreference.addEventListener('change', followSystem);
followSystem();

page.start();
