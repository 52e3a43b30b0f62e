/**
 * The session's own tests alone: nothing of them needs a build. They run hundreds of times, and share no state. The crowd of an
 * outage takes a second each time, and notices nothing that others do not.
 */
export default {
  test: {
    include: ['test/unit/session/**/*.test.ts'],
    exclude: ['**/outage-crowd.test.ts'],
    isolate: false,
  },
};
