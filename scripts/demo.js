#!/usr/bin/env node
/** Starts the demo from its TypeScript sources: `npm run demo`. */
import { withSources } from './sources.js';

await withSources(async (load) => {
  const { main } = await load('/demo/server/main.ts');
  process.exitCode = await main(process.argv.slice(2));
});
