import { defineConfig } from 'vitest/config';

// The default of a new Angular project. If happy-dom is installed as well, as here, Angular prefers it.
export default defineConfig({ test: { environment: 'jsdom' } });
