import type { Plugin } from 'vite';

/** Escapes what is not ASCII: browsers read a classic script in the encoding of its page. */
export const escapeText: Plugin = {
  name: 'cube-embed:escape-text',
  generateBundle({ format }, bundle) {
    if (format !== 'iife') return;
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      file.code = file.code.replace(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};
