import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ESLint } from 'eslint';
import config from '../vue/eslint.config.js';

const page = readFileSync(new URL('../vue/App.vue', import.meta.url), 'utf8');

/** The page after `eslint --fix`. */
async function fix(overrideConfig) {
  const eslint = new ESLint({ fix: true, overrideConfigFile: true, overrideConfig });
  const [{ output, messages }] = await eslint.lintText(page, { filePath: 'vue/App.vue' });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return output ?? page;
}

test('eslint --fix keeps the bindings of the Vue page with the settings of the guide', async () => {
  const fixed = await fix(config);
  for (const binding of [':colorScheme="scheme"', ':filters="filters"', ':fetchSession="fetchSession"']) {
    expect(fixed).toContain(binding);
  }
});

test('eslint --fix breaks the Vue page without these settings', async () => {
  expect(await fix(config.slice(0, -1))).toContain(':fetch-session');
});
