import { readFileSync } from 'node:fs';

const inline = (name: string): string =>
  `<script>${readFileSync(new URL(`../../../dist/cube-embed.${name}.js`, import.meta.url), 'utf8')}</script>`;

/** The early start scripts as a host's page contains them: inline, right after a tag. */
export const EARLY = inline('early');
export const EARLY_PAGE = inline('early-page');
