import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NAMES, earlyScript } from '../../scripts/build/early.js';

const security = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8').replace(/ +/g, ' ');
const html = readFileSync(new URL('../../docs/frameworks/html.md', import.meta.url), 'utf8');

describe('the early starts for script-tag pages', () => {
  it('are small: the session call has at most 450 bytes', async () => {
    expect(Buffer.byteLength(await earlyScript('early'))).toBeLessThanOrEqual(450);
  });

  for (const name of NAMES) {
    it(`has its hash in the security guide: cube-embed.${name}.js`, async () => {
      const hash = createHash('sha256')
        .update(await earlyScript(name))
        .digest('base64');
      expect(security).toContain(`| \`cube-embed.${name}.js\` | \`'sha256-${hash}'\` |`);
    });
  }

  it('are quoted verbatim in the guide for plain HTML', async () => {
    expect(html).toContain(`<script>${await earlyScript('early')}</script>`);
  });
});
