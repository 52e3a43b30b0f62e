import { WebKitDriver } from '../../test/webkit/support/webkit-driver.js';

/** WebKitGTK with the part of Playwright's page API that the benchmark uses. */
export async function launchWebKit() {
  return {
    version: 'WebKitGTK',
    async inFreshPage(act) {
      const driver = new WebKitDriver();
      await driver.start();
      try {
        return await act(pageOf(driver));
      } finally {
        await driver.stop();
      }
    },
    async close() {},
  };
}

const pageOf = (driver) => ({
  goto: (url) => driver.call('POST', '/url', { url }),
  async evaluate(run, argument) {
    const script = `const [argument, done] = arguments;
      Promise.resolve((${run})(argument)).then((value) => done({ value }), (error) => done({ error: String(error) }))`;
    const { value, error } = await driver.call('POST', '/execute/async', { script, args: [argument] });
    if (error) throw new Error(error);
    return value;
  },
});
