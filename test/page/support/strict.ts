import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DOCUMENT = fileURLToPath(new URL('../../../docs/security.md', import.meta.url));

/** The policy from the documentation, verbatim, for this tenant. */
export function documentedPolicy(tenantUrl: string): string {
  const policies = readFileSync(DOCUMENT, 'utf8').match(/(?<=^Content-Security-Policy: ).+$/gm) ?? [];
  if (policies.length !== 1) throw new Error('docs/security.md gives one Content-Security-Policy.');
  return policies[0]!.replace('https://acme.cubecloud.dev', tenantUrl);
}

/** The headers of the strictest page; violations are reported to the host. */
export const strictHeaders = (
  tenantUrl: string,
  policy = documentedPolicy(tenantUrl),
): Record<string, string> => ({
  'content-security-policy': `${policy}; report-uri /reports`,
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
});

/** The headers that a tenant's pages need to be framed by a page with `Cross-Origin-Embedder-Policy`. */
export const FRAMEABLE = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
};
