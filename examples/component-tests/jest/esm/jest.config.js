/** Run Jest as `node --experimental-vm-modules node_modules/jest/bin/jest.js`: nothing is transformed. */
export default {
  testEnvironment: 'jsdom',
  transform: {},
  setupFiles: ['cube-embed/testing/dom'],
};
