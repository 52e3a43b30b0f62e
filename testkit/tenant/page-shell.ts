import type { EmbedRouter, ProtocolGeneration } from './protocol.js';

export const ASSETS = '/embed/assets';
export const SOCKET = '/embed/socket';

/** The configuration that the tenant embeds in a page's HTML. */
export interface PageConfig {
  protocol: ProtocolGeneration;
  router: EmbedRouter;
  /** Lets the page connect to the tenant. */
  ticket: string;
  /** The tenant's time when the page was served, in milliseconds since 1970. */
  now: number;
  trustMarginMs: number;
  expiringNoticeMs: number;
  /** Whether paths in events carry the values of controls. */
  controlsInPaths: boolean;
  /** Whether viewers can have time zones of their own. */
  userTimezones: boolean;
  /** Whether the account allows data downloads, which outranks `allowExport`. */
  dataDownloads: boolean;
  developerMenu: boolean;
  acknowledgeSetSession: boolean;
}

/** Creates the HTML of an embed page. Its script renders the rest. */
export function pageShell(config: PageConfig): string {
  const json = JSON.stringify(config).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Cube embed</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${ASSETS}/embed.css">
<script type="application/json" id="config">${json}</script>
<script defer src="${ASSETS}/embed.js"></script>
</head>
<body><div id="root"></div></body>
</html>
`;
}
