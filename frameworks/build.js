/** Builds each framework's page into one module, `dist/<name>.js`, and each server's into `dist/server/<name>.js`. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import solid from 'vite-plugin-solid';
import { vuePlugin } from './vue/plugin.js';

const HERE = import.meta.dirname;
process.chdir(HERE);

const jsx = (importSource) => ({ oxc: { jsx: { runtime: 'automatic', importSource } } });

/** Two Reacts stand side by side: this one goes by another name. */
const react18 = {
  ...jsx('react'),
  resolve: {
    alias: [
      { find: /^react-dom(?=\/|$)/, replacement: 'react-dom18' },
      { find: /^react(?=\/|$)/, replacement: 'react18' },
    ],
  },
};

const PAGES = {
  react: { entry: 'react/main.jsx', ...jsx('react') },
  react18: { entry: 'react18/main.jsx', ...react18 },
  'react18-ssr': { entry: 'react18/main-ssr.jsx', ...react18 },
  preact: { entry: 'preact/main.jsx', ...jsx('preact') },
  solid: { entry: 'solid/main.jsx', plugins: [solid()] },
  svelte: { entry: 'svelte/main.js', plugins: [svelte({ configFile: false })] },
  vue: { entry: 'vue/main.js', plugins: [vuePlugin()] },
  'vue-ssr': { entry: 'vue/main-ssr.js', plugins: [vuePlugin()] },
  angular: { entry: 'angular/main.ts', oxc: { decorator: { legacy: true } } },
  'lit-ssr': { entry: 'lit/main.js' },
};

const SERVERS = {
  // All inside, or Node would find the other React.
  'react18-ssr': { entry: 'react18/server.jsx', ...react18, ssr: { noExternal: true } },
  'vue-ssr': { entry: 'vue/server.js', plugins: [vuePlugin()] },
  'lit-ssr': { entry: 'lit/server.js' },
};

const common = { configFile: false, logLevel: 'warn', root: HERE };

rmSync('dist', { recursive: true, force: true });
for (const [name, { entry, ...config }] of Object.entries(PAGES)) {
  await build({
    ...common,
    ...config,
    // Development builds: only they mount twice under StrictMode, and tell of a mismatch.
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      minify: false,
      lib: { entry, formats: ['es'], fileName: name },
    },
  });
}
for (const [name, { entry, ...config }] of Object.entries(SERVERS)) {
  await build({
    ...common,
    ...config,
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      ssr: entry,
      outDir: 'dist/server',
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: `${name}.js` } },
    },
  });
}

const run = (folder, script, ...args) =>
  execFileSync(process.execPath, [`${HERE}/node_modules/${script}`, ...args], {
    cwd: `${HERE}/${folder}`,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
run('next', 'next/dist/bin/next', 'build');
run('sveltekit', 'vite/bin/vite.js', 'build', '--logLevel', 'error');
