import { defineConfig } from 'vitest/config';

// What a new Angular project has; where happy-dom is installed as well, as here, Angular takes that.
export default defineConfig({ test: { environment: 'jsdom' } });
