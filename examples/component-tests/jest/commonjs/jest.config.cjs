/** The package and Lit are ES modules: Jest transforms nothing in node_modules unless this pattern lets it. */
module.exports = {
  testEnvironment: 'jsdom',
  transform: {
    '\\.[jt]sx?$': ['babel-jest', { plugins: ['@babel/plugin-transform-modules-commonjs'] }],
  },
  transformIgnorePatterns: ['/node_modules/(?!(cube-embed|lit|lit-html|lit-element|@lit)/)'],
  setupFiles: ['cube-embed/testing/dom'],
};
