/**
 * The embed page's client. Tests can rely on these `data-test` attributes inside the frame:
 *
 * - everywhere: `page` (with `data-phase` loading, ready, expired or failed, `data-surface`, `data-path`, `data-locale`,
 *   `data-timezone`; `data-scheme` is on `<html>`), `loading`, `expired`, `failed`, `notice`, `viewer`, `attribute`,
 *   `developer-menu` with `send-error` and `send-fatal-error`, `nothing-here` for a path that does not exist
 * - dashboard: `dashboard`, `dashboard-header`, `title`, `back`, `refresh`, `refreshed` (the time), `refreshes` (how
 *   often), `edit`, `duplicate`, `export-dashboard`, `tab-overview`, `tab-orders`, `filter` (with `data-applied`),
 *   `remove-filter`, `control` (with `data-name`, a parameter), `kpi-revenue`, `kpi-count`, `kpi-average_order`, `kpi-return_rate` (each with a `value`),
 *   `widget-…` of `over-time`, `by-dimension`, `by-status` and `categories`,
 *   `export-csv`, `export-png`, `drill` (with `data-value`), `drilldown`, `close-drilldown`, `orders`, `order` with its
 *   `created` and `city`, `dashboard-link` (with `data-id`)
 * - chat: `chat` (with `data-chat`), `messages`, `message` (with `data-from`, `data-pending`), `question`, `send`,
 *   `suggestion`, `new-chat`, `history`, `past-chat`, `ai-off`
 * - app: `app`, `tenant`, `nav-dashboards`, `nav-workbooks`, `dashboards`, `open-dashboard` and `open-workbook` (with
 *   `data-id`), `workbooks`, `workbook`, `workbook-back`, `dimension` (with `data-name`), `result`
 */
import { mountPage } from './mount.js';
import { rootView } from './plain/root.js';

mountPage(rootView);
