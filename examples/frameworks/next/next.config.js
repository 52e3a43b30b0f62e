import { fileURLToPath } from 'node:url';

/** @type {import('next').NextConfig} */
export default {
  cacheComponents: true,
  partialPrefetching: true,
  // The packages are one folder up.
  turbopack: { root: fileURLToPath(new URL('..', import.meta.url)) },
};
