import { JSDOM } from 'jsdom-26';
import { populateGlobal } from 'vitest/runtime';

/** An older jsdom, next to the one that Vitest finds by name. */
export default {
  name: 'jsdom-26',
  viteEnvironment: 'client',
  setup(global) {
    const dom = new JSDOM('<!doctype html>', { url: 'http://localhost:3000/', pretendToBeVisual: true });
    const { keys, originals } = populateGlobal(global, dom.window, { bindFunctions: true });
    return {
      teardown() {
        dom.window.close();
        for (const key of keys) delete global[key];
        for (const [key, value] of originals) global[key] = value;
      },
    };
  },
};
