import { createCertificate } from '../../../bench/net/certificate.js';
import { test as base } from './fixtures.js';
import { startFront } from './front.js';

const certificate = createCertificate();
/** Automation disables the connections that Firefox opens ahead of a request. */
const SPECULATIVE = { 'network.http.speculative-parallel-limit': 20 };

/** A TLS proxy in front of a tenant that records connections and requests. */
export interface Secure {
  url: string;
  asked: { path: string; connection: number }[];
  connections: number[];
}

/**
 * Tests with a tenant over TLS, in a separate browser that trusts its certificate. A browser that ignores certificate
 * errors for each page opens no connection ahead of a request, and caches nothing.
 */
export const test = base.extend<{ secure(port: number): Promise<Secure> }>({
  page: async ({ playwright, browserName, channel, launchOptions }, use) => {
    const browser = await playwright[browserName].launch({
      ...launchOptions,
      ...(channel ? { channel } : {}),
      args: [
        ...(launchOptions.args ?? []),
        ...(browserName === 'chromium'
          ? [`--ignore-certificate-errors-spki-list=${certificate.keyHash}`]
          : []),
      ],
      firefoxUserPrefs: { ...launchOptions.firefoxUserPrefs, ...SPECULATIVE },
    });
    await use(await browser.newPage({ ignoreHTTPSErrors: browserName === 'firefox' }));
    await browser.close();
  },
  secure: async ({}, use) => {
    const fronts: { stop(): void }[] = [];
    await use(async (port) => {
      const asked: Secure['asked'] = [];
      const connections: number[] = [];
      const front = await startFront(certificate, port, {
        http1: false,
        onConnection: (id: number) => connections.push(id),
        onRequest: (path: string, connection: number) => asked.push({ path, connection }),
      });
      fronts.push(front);
      return { url: `https://127.0.0.1:${String(front.port)}`, asked, connections };
    });
    for (const front of fronts) front.stop();
  },
});
