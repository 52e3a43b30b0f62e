import { Window } from 'happy-dom-20';
import { populateGlobal } from 'vitest/runtime';

/** An older happy-dom, next to the one that Vitest finds by name. */
export default {
  name: 'happy-dom-20',
  viteEnvironment: 'client',
  setup(global) {
    const window = new Window({
      url: 'http://localhost:3000/',
      // By default, this version loads the pages of iframes over the network.
      settings: { disableIframePageLoading: true },
    });
    const { keys, originals } = populateGlobal(global, window, { bindFunctions: true });
    return {
      async teardown() {
        await window.happyDOM.abort();
        for (const key of keys) delete global[key];
        for (const [key, value] of originals) global[key] = value;
      },
    };
  },
};
