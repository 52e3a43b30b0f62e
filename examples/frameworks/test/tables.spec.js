import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { frameworksTable, waysTable } from './tables.js';

const read = (page) => readFileSync(new URL(`../../../docs/frameworks/${page}`, import.meta.url), 'utf8');
/** Removes the white space and dashes with which a formatter fills columns. */
const bare = (text) => text.replace(/-{3,}/g, '---').replace(/ {2,}/g, ' ');

test('the guides show the versions and numbers of these tests', () => {
  expect(bare(read('README.md'))).toContain(bare(frameworksTable()));
  expect(bare(read('routes.md'))).toContain(bare(waysTable()));
});
