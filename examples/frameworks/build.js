/** Builds each framework's page into one module, `dist/<name>.js`, and each server's into `dist/server/<name>.js`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import solid from 'vite-plugin-solid';
import { angularLinker } from './angular/plugin.js';
import { BUNDLERS } from './bundlers/bundlers.js';
import { vuePlugin } from './vue/plugin.js';

const HERE = import.meta.dirname;
process.chdir(HERE);

/** Angular's linker is slow, and 'use client' has no meaning outside of Next.js. */
const CHECKS = { pluginTimings: false, moduleLevelDirective: false };

const NO_TELEMETRY = {
  ASTRO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  STORYBOOK_DISABLE_TELEMETRY: '1',
};

const jsx = (importSource) => ({ oxc: { jsx: { runtime: 'automatic', importSource } } });

/** Two versions of React are installed; this one has another name. */
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
  // The output of Angular's compiler for angular/main.ts.
  angular: { entry: 'dist/angular/angular/main.js', plugins: [angularLinker()] },
  'angular-ssr': { entry: 'dist/angular/angular/main-ssr.js', plugins: [angularLinker()] },
  'lit-ssr': { entry: 'lit/main.js' },
  'routes-react': { entry: 'routes/react/main.tsx', ...jsx('react') },
  'routes-react18': { entry: 'routes/react18/main.jsx', ...react18 },
  'routes-preact': { entry: 'routes/preact/main.jsx', ...jsx('preact') },
  'routes-solid': { entry: 'routes/solid/main.jsx', plugins: [solid()] },
  'routes-svelte': { entry: 'routes/svelte/main.js', plugins: [svelte({ configFile: false })] },
  'routes-vue': { entry: 'routes/vue/main.js', plugins: [vuePlugin()] },
  'routes-angular': { entry: 'dist/angular/routes/angular/main.js', plugins: [angularLinker()] },
  'hooks-react': { entry: 'hooks/react/main.jsx', ...jsx('react') },
  'hooks-preact': { entry: 'hooks/preact/main.jsx', ...jsx('preact') },
  'hooks-solid': { entry: 'hooks/solid/main.jsx', plugins: [solid()] },
  'hooks-svelte': { entry: 'hooks/svelte/main.js', plugins: [svelte({ configFile: false })] },
  'hooks-vue': { entry: 'hooks/vue/main.js', plugins: [vuePlugin()] },
  'hooks-angular': { entry: 'dist/angular/hooks/angular/main.js', plugins: [angularLinker()] },
};

const SERVERS = {
  // Bundles everything; otherwise Node would find the other React.
  'react18-ssr': { entry: 'react18/server.jsx', ...react18, ssr: { noExternal: true } },
  'vue-ssr': { entry: 'vue/server.js', plugins: [vuePlugin()] },
  // The linker works on what it bundles.
  'angular-ssr': {
    entry: 'dist/angular/angular/server.js',
    plugins: [angularLinker()],
    ssr: { noExternal: true },
  },
  'lit-ssr': { entry: 'lit/server.js' },
};

/** Builds with Vite in development mode: only then React mounts twice under StrictMode, and every framework reports a hydration mismatch. */
const bundle = (config, output) =>
  build({
    configFile: false,
    logLevel: 'warn',
    root: HERE,
    ...config,
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { emptyOutDir: false, ...output },
  });

async function bundleAll() {
  await run('.', '@angular/compiler-cli/bundles/src/bin/ngc.js', '-p', 'angular');
  for (const [name, { entry, ...config }] of Object.entries(PAGES)) {
    const lib = { entry, formats: ['es'], fileName: name };
    const rolldownOptions = { checks: CHECKS };
    await bundle(config, { target: 'es2022', outDir: 'dist', minify: false, lib, rolldownOptions });
  }
  for (const [name, { entry, ...config }] of Object.entries(SERVERS)) {
    const output = { entryFileNames: `${name}.js` };
    await bundle(config, { ssr: entry, outDir: 'dist/server', rolldownOptions: { output, checks: CHECKS } });
  }
}

/** Runs a package's command in a folder; its output is shown if it fails. */
async function run(folder, script, ...args) {
  const child = spawn(process.execPath, [`${HERE}/node_modules/${script}`, ...args], {
    cwd: `${HERE}/${folder}`,
    env: { ...process.env, ...NO_TELEMETRY },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${script} failed in ${folder}:\n${output}`);
}

async function buildSites() {
  for (const bundleWith of Object.values(BUNDLERS)) await bundleWith();
  await run('astro', 'astro/astro.js', 'build');
  await run('storybook', 'storybook/dist/bin/dispatcher.js', 'build', '-o', '../dist/storybook');
  await run('react-router', '@react-router/dev/bin.js', 'build');
}

async function buildServers() {
  await run('next', 'next/dist/bin/next', 'build');
  await run('nuxt', 'nuxt/bin/nuxt.mjs', 'build');
  await run('sveltekit', 'vite/bin/vite.js', 'build');
}

rmSync('dist', { recursive: true, force: true });
// Two at a time, because each of them has several threads.
await Promise.all([bundleAll().then(buildSites), buildServers()]);
