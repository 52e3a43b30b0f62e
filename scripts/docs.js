#!/usr/bin/env node
/** `npm run docs`: serves the docs site; `npm run docs -- build` builds it, and the other names update generated parts. */
import { shell } from './shell.js';

const COMMANDS = {
  serve: 'vitepress dev docs',
  /** Fails on dead links, also in `llms.txt` and the other texts for language models. */
  build: 'vitepress build docs && node scripts/llms.js',
  /** `docs/api.md`, from the docstrings. */
  api: 'node scripts/manifest/build.js --docs',
  /** The images of README and docs, from the demo. */
  pictures: 'node scripts/pictures.js',
  /** The terminal session in `docs/doctor.md`. */
  doctor: 'node scripts/doctor-session.js',
};

const name = process.argv[2] ?? 'serve';
if (name in COMMANDS) {
  const { passed } = await shell(COMMANDS[name]);
  if (!passed) process.exitCode = 1;
} else {
  console.error(`There is no "${name}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
  process.exitCode = 1;
}
