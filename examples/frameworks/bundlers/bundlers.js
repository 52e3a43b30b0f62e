import { promisify } from 'node:util';
import nodeResolve from '@rollup/plugin-node-resolve';
import { build as esbuild } from 'esbuild';
import { rollup } from 'rollup';
import { build as vite } from 'vite';
import webpack from 'webpack';
import webpackConfig from './webpack.config.js';

const PAGE = 'bundlers/page.js';
const fileOf = (name) => `dist/${name}.js`;

/** Builds the same page into `dist/<name>.js`, with each bundler's usual settings for production. */
export const BUNDLERS = {
  async webpack() {
    const stats = await promisify(webpack)(webpackConfig);
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
  },
  vite: () =>
    vite({
      configFile: false,
      logLevel: 'warn',
      build: {
        emptyOutDir: false,
        rolldownOptions: { input: PAGE, output: { entryFileNames: 'vite.js' } },
      },
    }),
  async rollup() {
    const bundle = await rollup({ input: PAGE, plugins: [nodeResolve()] });
    await bundle.write({ file: fileOf('rollup') });
  },
  esbuild: () =>
    esbuild({ entryPoints: [PAGE], bundle: true, minify: true, format: 'esm', outfile: fileOf('esbuild') }),
};
