import { readFileSync } from 'node:fs';

const inline = (name: string): string =>
  `<script>${readFileSync(new URL(`../../../dist/cube-embed.${name}.js`, import.meta.url), 'utf8')}</script>`;

/** The early starts as a host's page has them: inline, right after a tag. */
export const EARLY = inline('early');
export const EARLY_PAGE = inline('early-page');
