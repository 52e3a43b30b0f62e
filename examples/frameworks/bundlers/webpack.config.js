import { fileURLToPath } from 'node:url';

/** No loader is needed: the package is plain ES modules. */
export default {
  mode: 'production',
  devtool: false,
  entry: fileURLToPath(new URL('page.js', import.meta.url)),
  output: { path: fileURLToPath(new URL('../dist', import.meta.url)), filename: 'webpack.js' },
};
