const project = (displayName, testEnvironment) => ({ displayName, testEnvironment, transform: {} });

/** The elements themselves, without the stub. */
export default {
  projects: [project('jsdom', 'jsdom'), project('happy-dom', '@happy-dom/jest-environment')],
  testTimeout: 60_000,
};
