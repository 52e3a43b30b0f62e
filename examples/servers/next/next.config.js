import { fileURLToPath } from 'node:url';

const hosts = fileURLToPath(new URL('..', import.meta.url));

/** The lock file of the package above must not be taken for this application's. */
export default { outputFileTracingRoot: hosts, turbopack: { root: hosts } };
