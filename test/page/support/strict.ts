import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DOCUMENT = fileURLToPath(new URL('../../../docs/security.md', import.meta.url));

/** The policy that the documentation gives, word for word, for this tenant. */
export function documentedPolicy(tenantUrl: string): string {
  const policies = readFileSync(DOCUMENT, 'utf8').match(/(?<=^Content-Security-Policy: ).+$/gm) ?? [];
  if (policies.length !== 1) throw new Error('docs/security.md gives one Content-Security-Policy.');
  return policies[0]!.replace('https://acme.cubecloud.dev', tenantUrl);
}

/** The headers of the strictest page; what it blocks is reported to the host. */
export const strictHeaders = (
  tenantUrl: string,
  policy = documentedPolicy(tenantUrl),
): Record<string, string> => ({
  'content-security-policy': `${policy}; report-uri /reports`,
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
});

/** What a tenant's pages must say to be framed by a page with `Cross-Origin-Embedder-Policy`. */
export const FRAMEABLE = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
};
