import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import nodeResolve from '@rollup/plugin-node-resolve';
import { build as esbuild } from 'esbuild';
import { rollup } from 'rollup';
import { build as vite } from 'vite';
import webpack from 'webpack';
import webpackConfig from './webpack.config.js';

const PAGE = 'bundlers/page.js';
const fileOf = (name) => `dist/${name}.js`;

/**
 * Builds the same page into `dist/<name>.js`, with each bundler's usual settings for production. Parcel starts from an HTML file,
 * and builds it into `dist/parcel`.
 */
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
  async parcel() {
    const script = fileURLToPath(new URL('../node_modules/parcel/lib/bin.js', import.meta.url));
    const options = ['--no-cache', '--cache-dir=../../dist/parcel-cache', '--dist-dir=../../dist/parcel'];
    // Beside a package.json of its own: where that names Node.js as an engine, Parcel bundles no packages.
    const cwd = fileURLToPath(new URL('parcel', import.meta.url));
    await promisify(execFile)(process.execPath, [script, 'build', 'index.html', ...options], { cwd });
  },
};
