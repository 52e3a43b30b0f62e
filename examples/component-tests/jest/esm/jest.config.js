/** Run Jest as `node --experimental-vm-modules node_modules/jest/bin/jest.js`. Nothing needs to be transformed. */
export default {
  testEnvironment: 'jsdom',
  transform: {},
  setupFiles: ['cube-embed/testing/dom'],
};
