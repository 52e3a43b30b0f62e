import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { frameworksTable, waysTable } from './tables.js';

const read = (page) => readFileSync(new URL(`../../../docs/frameworks/${page}`, import.meta.url), 'utf8');
/** Without the white space and the dashes that a formatter fills columns with. */
const bare = (text) => text.replace(/-{3,}/g, '---').replace(/ {2,}/g, ' ');

test('the guides show the versions and the figures of these tests', () => {
  expect(bare(read('README.md'))).toContain(bare(frameworksTable()));
  expect(bare(read('routes.md'))).toContain(bare(waysTable()));
});
