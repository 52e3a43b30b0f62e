import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';

export default [
  ...vue.configs['flat/recommended'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    rules: {
      // Properties of custom elements are camelCase: `:fetch-session` would write an attribute that nobody reads.
      'vue/attribute-hyphenation': ['warn', 'always', { ignoreTags: ['/^cube-embed-/'] }],
    },
  },
];
