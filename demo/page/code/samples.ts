import { CubeEmbedDashboard } from '../../../src/index.js';
import type { CubeEmbedElement } from '../../../src/index.js';
import { config } from '../config.js';
import { endpointOf } from '../embeds.js';
import { plainUrl } from '../plain-frame.js';
import { state } from '../state.js';

/** A code sample to copy, and the guide that explains it. */
export interface Sample {
  title: string;
  code: string;
  guide: { text: string; page: string };
}

/** The code of what is shown: the tag with its current settings, its endpoint, and the plain iframe next to it. */
export function samplesOf(element: CubeEmbedElement): Sample[] {
  return [
    { title: 'The tag', code: tag(element), guide: { text: 'Five-minute start', page: 'start' } },
    {
      title: 'The endpoint',
      code: endpoint(element),
      guide: { text: 'The session endpoint', page: 'server' },
    },
    {
      title: 'The plain iframe',
      code: plain(element),
      guide: { text: 'From a hand-written iframe to cube-embed', page: 'from-iframe' },
    },
  ];
}

function tag(element: CubeEmbedElement): string {
  const attributes: [string, string | undefined][] = [
    ['base-url', element.baseUrl],
    ['deployment-id', element.deploymentId?.toString()],
    ['dashboard-id', element instanceof CubeEmbedDashboard ? element.dashboardId : undefined],
    ['session-endpoint', endpointOf(element.surface)],
    ['color-scheme', element.colorScheme],
    ['locale', element.locale],
    ['timezone', element.timezone],
  ];
  const lines = attributes.filter(([, value]) => value).map(([name, value]) => `  ${name}="${value}"`);
  const { localName } = element;
  return `<!-- dist/cube-embed.js of the package, served by your site -->
<script type="module" src="/cube-embed.js"></script>

<${localName}
${lines.join('\n')}
  keep
></${localName}>`;
}

function endpoint(element: CubeEmbedElement): string {
  const creator =
    element.surface === 'app' ? `\n    creatorMode: true,\n    embedTenantName: 'fernway-coffee',` : '';
  return `// POST ${endpointOf(element.surface)}
import { createSessionHandler } from 'cube-embed/server';

export const POST = createSessionHandler({
  tenantUrl: '${element.baseUrl ?? ''}',
  apiKey: process.env.CUBE_API_KEY,
  deploymentId: ${config.deploymentId},
  // For trying only: everybody is Ada. Return your signed-in user, or null when nobody is signed in.
  identify: () => ({
    externalId: 'ada@example.com', // lowercase and trimmed: Cube requires it
    userAttributes: [{ name: 'city', value: 'San Francisco' }],${creator}
  }),
});`;
}

function plain({ surface }: CubeEmbedElement): string {
  const embed = { ...config, surface, endpoint: '', tenantUrl: config.tenantUrls[state().generation] };
  return `<iframe id="embed"></iframe>
<script type="module">
  const response = await fetch('${endpointOf(surface)}', { method: 'POST' });
  const { sessionId } = await response.json();
  document.getElementById('embed').src =
    \`${plainUrl(embed, '${sessionId}')}\`;
</script>`;
}
