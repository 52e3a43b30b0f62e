import { transformAsync } from '@babel/core';
import linker from '@angular/compiler-cli/linker/babel';

/** Angular's packages are partially compiled; this plugin links them, as `ng build` would. */
export const angularLinker = () => ({
  name: 'angular-linker',
  async transform(code, id) {
    if (!code.includes('ɵɵngDeclare')) return null;
    const linked = await transformAsync(code, {
      filename: id,
      plugins: [linker],
      configFile: false,
      babelrc: false,
      compact: false,
    });
    return linked.code;
  },
});
