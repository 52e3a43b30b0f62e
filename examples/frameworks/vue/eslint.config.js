import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';

export default [
  ...vue.configs['flat/recommended'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    rules: {
      // `:fetch-session` would set an attribute, and the element has no such attribute.
      'vue/attribute-hyphenation': ['warn', 'always', { ignoreTags: ['/^cube-embed-/'] }],
    },
  },
];
