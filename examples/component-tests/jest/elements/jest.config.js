const project = (displayName, testEnvironment, testEnvironmentOptions = {}) => ({
  displayName,
  testEnvironment,
  testEnvironmentOptions,
  transform: {},
});

/** Tests the elements themselves, without the stub. */
export default {
  projects: [
    project('jsdom', 'jsdom'),
    // By default, happy-dom 20 loads the pages of iframes over the network.
    project('happy-dom', '@happy-dom/jest-environment', { settings: { disableIframePageLoading: true } }),
  ],
};
