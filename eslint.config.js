import js from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * Fails when one of these files imports a folder of `src`, an entry point or a package with one of these names. Nothing in
 * `src` imports the test kit.
 */
function forbidImports(files, ...targets) {
  const patterns = [...targets, 'testkit'].map((name) => ({
    regex: `^(\\.{1,2}/)+(src/)?${name}(/|\\.js$)|^@?${name}(/|$)`,
    message: `${files} must not import ${name}: see the map in CONTRIBUTING.md.`,
  }));
  return { files: [files], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

export default defineConfig(
  globalIgnores(['dist', 'coverage', 'reports', 'test-results', 'playwright-report', 'examples']),
  js.configs.recommended,
  { files: ['**/*.js'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  {
    files: ['{src,testkit}/**/*.ts'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Allow numbers in templates, such as statuses in messages.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Allow interfaces that augment a map of the platform without new members.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      // Frameworks look for JSX types in a namespace.
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
      // `() => void call()` reads better than a block, and an index signature is read with brackets (tsconfig).
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/elements/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/best-practice']],
    settings: { wc: { elementBaseClasses: ['ReactiveElement', 'CubeEmbedElement'] } },
    // Lit's base class always has the lifecycle callbacks.
    rules: { 'wc/guard-super-call': 'off' },
  },
  // Imports point one way; see the map in CONTRIBUTING.md.
  forbidImports('src/*.ts'),
  forbidImports(
    'src/shared/**/*.ts',
    'lit',
    'session',
    'page',
    'frame',
    'embed',
    'elements',
    'index',
    'server',
    'inspector',
    'locales',
  ),
  forbidImports(
    'src/session/**/*.ts',
    'lit',
    'page',
    'frame',
    'embed',
    'elements',
    'index',
    'server',
    'inspector',
    'locales',
  ),
  {
    files: ['src/session/**/*.ts', 'src/server/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'window', 'document', 'navigator', 'HTMLElement'] },
  },
  forbidImports(
    'src/frame/**/*.ts',
    'lit',
    'page',
    'embed',
    'elements',
    'index',
    'server',
    'inspector',
    'locales',
  ),
  forbidImports('src/page/**/*.ts', 'lit', 'embed', 'elements', 'index', 'server', 'inspector', 'locales'),
  forbidImports('src/embed/**/*.ts', 'elements', 'index', 'server', 'inspector', 'locales'),
  forbidImports('src/elements/**/*.ts', 'index', 'server', 'inspector', 'locales'),
  // The inspector uses only what every page can use: the public API, of which `elements.js` is an entry point.
  forbidImports(
    'src/inspector/**/*.ts',
    'session',
    'frame',
    'page',
    'embed',
    'elements/[^/]+',
    'server',
    'locales',
  ),
  forbidImports(
    'src/server/**/*.ts',
    'lit',
    'session',
    'frame',
    'page',
    'embed',
    'elements',
    'inspector',
    'locales',
  ),
  forbidImports('src/locales/**/*.ts', 'lit', 'session', 'frame', 'embed', 'elements', 'server', 'inspector'),
  forbidImports('testkit/**/*.ts', 'src/session', 'src/frame', 'src/page', 'src/embed', 'src/elements'),
  {
    // Chai's assertions look like promises and expressions to the stricter rules.
    files: ['test/**/*.ts', 'demo/**/*.ts', 'bench/**/*.ts', '*.ts'],
    extends: [ts.configs.recommended],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
  {
    // Playwright reads from its pattern which fixtures a function uses; the pattern may be empty.
    files: ['test/page/**/*.ts'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
);
