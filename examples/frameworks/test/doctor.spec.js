import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { examine } from '../../doctor.js';
import { servePage } from './pages.js';

const API_KEY = 'a-key-that-must-never-be-seen';

for (const name of ['next', 'nuxt', 'sveltekit', 'react-router']) {
  test(`the session endpoint of ${name} passes the doctor`, async () => {
    const tenant = createCubeTenant({ apiKey: API_KEY });
    await tenant.start();
    const host = await servePage(name, tenant, API_KEY);
    try {
      const output = await examine(`${host.url}/cube-session`);
      // The example knows one viewer, without a sign-in; and there is no tenant to check.
      expect(output).toMatch(/^. – not signed in/m);
      expect(output).toContain('7 passed, 0 failed, 2 skipped.');
    } finally {
      await host.stop();
      await tenant.stop();
    }
  });
}
