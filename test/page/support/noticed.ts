import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Pages of a tenant that draw attention before they are ready. */
const PAGES = {
  /** Takes the focus and scrolls itself into view; ready when the host says so. */
  pushy: `<input> <script>
    const input = document.querySelector('input');
    setTimeout(() => {
      input.focus();
      input.scrollIntoView();
      parent.postMessage('pushed', '*');
    }, 300);
    addEventListener('message', ({ data }) => data === 'go on' && ready());
  </script>`,
  /** Draws when it is visible, and is ready when it has drawn. */
  lazy: `<main style="height: 50px"></main> <script>
    new IntersectionObserver((entries) => entries.at(-1).isIntersecting && ready()).observe(document.querySelector('main'));
  </script>`,
};

const ENVELOPE = `<!doctype html><script>
  const ready = () => parent.postMessage({ source: 'cube-embed', direction: 'event', type: 'cube:event:ready', surface: 'dashboard',
    timestamp: Date.now(), payload: { mode: 'signed', embedTenant: null, deploymentId: 1 } }, '*');
</script>`;

export type Kind = keyof typeof PAGES;

/** A tenant with only this page. */
export interface NoticedTenant {
  url: string;
  stop(): Promise<void>;
}

export async function startNoticedTenant(kind: Kind): Promise<NoticedTenant> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(ENVELOPE + PAGES[kind]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A scrollable page with a text field above an embed of that tenant; it counts the pushes in `window.pushes`. */
export const noticedPage = ({ url }: NoticedTenant): string =>
  `<input id="host"><div style="height: 3000px"></div>
   <cube-embed-dashboard base-url="${url}" dashboard-id="sales" session-endpoint="/cube-session"></cube-embed-dashboard>
   <script>
     window.pushes = 0;
     addEventListener('message', ({ data }) => { if (data === 'pushed') pushes++; });
   </script>`;
