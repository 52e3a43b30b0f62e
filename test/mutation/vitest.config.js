/**
 * Only the session's own tests: they need no build. They run hundreds of times and share no state. The simulated outage
 * (`outage-crowd`) takes a second each time and detects nothing that the others do not.
 */
export default {
  test: {
    include: ['test/unit/session/**/*.test.ts'],
    exclude: ['**/outage-crowd.test.ts'],
    isolate: false,
  },
};
