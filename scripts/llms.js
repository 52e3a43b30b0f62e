#!/usr/bin/env node
/**
 * Completes what the docs build writes for language models (`llms.txt`, `llms-full.txt`, the Markdown of each page): makes their
 * links absolute, so that a text can be read on its own, and fails on dead ones.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import manifest from '../package.json' with { type: 'json' };

const SITE = 'reports/docs/';
const HOME = manifest.homepage;
/** The build publishes the index of a folder beside the folder. */
const INDEX = '/frameworks/README.md';
const PUBLISHED = '/frameworks.md';

const dead = [];

/** Replaces the targets of a text's links, except those in its code. `url`: where it is published. */
function withAbsoluteLinks(text, url) {
  const source = url.replace(PUBLISHED, INDEX);
  return text
    .split(/(^```.*?^```$)/ms)
    .map((part, i) =>
      i % 2 ? part : part.replace(/\]\(([^)\s]+)\)/g, (_, target) => `](${absolute(target)})`),
    )
    .join('');

  function absolute(target) {
    const href = new URL(target, source).href.replace(INDEX, PUBLISHED);
    const path = href.startsWith(HOME) && href.slice(HOME.length).replace(/#.*/, '');
    if (path && !existsSync(SITE + path) && !existsSync(`${SITE}${path}.html`))
      dead.push(`${url}: ${target}`);
    return href;
  }
}

const paths = readdirSync(SITE, { recursive: true }).filter((path) => /\.md$|^llms\.txt$/.test(path));
for (const path of [...paths, 'llms-full.txt']) {
  const text = readFileSync(SITE + path, 'utf8');
  // In the full text, each page begins with its address.
  const parts = text.split(/^(?=---\nurl: )/m);
  const urlOf = (part) => /^---\nurl: (\S+)/.exec(part)?.[1] ?? HOME + path;
  writeFileSync(SITE + path, parts.map((part) => withAbsoluteLinks(part, urlOf(part))).join(''));
}
if (dead.length) {
  console.error(`Dead links in ${SITE}:\n${dead.join('\n')}`);
  process.exitCode = 1;
}
