import type { Surface } from '../../src/index.js';

/** What a plain iframe needs to show an embed. */
export interface PlainEmbed {
  surface: Surface;
  endpoint: string;
  tenantUrl: string;
  deploymentId: number;
  dashboardId: string;
}

/** An embed's URL, as in Cube's documentation. */
export function plainUrl(
  { surface, tenantUrl, deploymentId, dashboardId }: PlainEmbed,
  sessionId: string,
): string {
  if (surface === 'chat') return `${tenantUrl}/embed/chat?sessionId=${sessionId}`;
  const path = surface === 'app' ? `d/${deploymentId}/app` : `dashboard/${dashboardId}`;
  return `${tenantUrl}/embed/${path}?session=${sessionId}`;
}

/** What a page does without cube-embed: it mints one session, creates one iframe, and does nothing more. */
export async function loadPlainFrame(frame: HTMLIFrameElement, embed: PlainEmbed): Promise<void> {
  const response = await fetch(embed.endpoint, { method: 'POST' });
  if (!response.ok) return;
  const { sessionId } = (await response.json()) as { sessionId: string };
  frame.src = plainUrl(embed, sessionId);
}
