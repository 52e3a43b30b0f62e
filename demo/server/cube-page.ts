import { fileURLToPath } from 'node:url';
import type { EmbedPageAssets } from '../../testkit/tenant/index.js';
import { buildPageClient } from '../../testkit/tenant/page-client.js';

const CUBE = fileURLToPath(new URL('../cube', import.meta.url));

let built: Promise<EmbedPageAssets> | undefined;

/** Bundles the embed pages of the demo's tenants, once per process. */
export function loadCubePage(): Promise<EmbedPageAssets> {
  return (built ??= buildPageClient(`${CUBE}/main.ts`, `${CUBE}/style.css`));
}
