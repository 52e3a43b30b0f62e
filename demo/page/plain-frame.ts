import type { Surface } from '../../src/index.js';

/** What a plain iframe needs to show an embed. */
export interface PlainEmbed {
  surface: Surface;
  endpoint: string;
  tenantUrl: string;
  deploymentId: number;
  dashboardId: string;
}

/** An embed's address, as Cube's documentation writes it. */
export function plainUrl(
  { surface, tenantUrl, deploymentId, dashboardId }: PlainEmbed,
  sessionId: string,
): string {
  if (surface === 'chat') return `${tenantUrl}/embed/chat?sessionId=${sessionId}`;
  const path = surface === 'app' ? `d/${deploymentId}/app` : `dashboard/${dashboardId}`;
  return `${tenantUrl}/embed/${path}?session=${sessionId}`;
}

/** What a page does without cube-embed: one session, one iframe, and nothing after that. */
export async function loadPlainFrame(frame: HTMLIFrameElement, embed: PlainEmbed): Promise<void> {
  const response = await fetch(embed.endpoint, { method: 'POST' });
  if (!response.ok) return;
  const { sessionId } = (await response.json()) as { sessionId: string };
  frame.src = plainUrl(embed, sessionId);
}
