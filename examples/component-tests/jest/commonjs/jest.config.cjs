/** Jest does not transform node_modules. This pattern makes it transform the package and Lit, which are ES modules. */
module.exports = {
  testEnvironment: 'jsdom',
  transform: {
    '\\.[jt]sx?$': ['babel-jest', { plugins: ['@babel/plugin-transform-modules-commonjs'] }],
  },
  transformIgnorePatterns: ['/node_modules/(?!(cube-embed|lit|lit-html|lit-element|@lit)/)'],
  setupFiles: ['cube-embed/testing/dom'],
};
