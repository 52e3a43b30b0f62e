import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base } from '@playwright/test';
import type { FrameLocator, Page } from '@playwright/test';
import { createCubeTenant, createTenantClock } from '../../../testkit/tenant/index.js';
import type { CubeTenant, CubeTenantOptions, GenerateSessionRequest } from '../../../testkit/tenant/index.js';

export { expect } from '@playwright/test';

/** A message as the host page received it. */
export interface Message {
  source: string;
  direction: string;
  type: string;
  payload: Record<string, unknown>;
  timestamp: number;
  surface: string;
}

/** The sandbox that the elements give their frames. */
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-popups allow-downloads';

interface Fixtures {
  tenantOptions: Partial<CubeTenantOptions>;
  tenant: CubeTenant;
  bare: BareFrame;
}

/** Shows the emulated tenant's pages in a plain iframe, so that no mistake of the elements hides one of the tenant. */
export const test = base.extend<Fixtures>({
  tenantOptions: [{}, { option: true }],
  tenant: async ({ tenantOptions }, use) => {
    const clock = createTenantClock({ frozen: true });
    const tenant = createCubeTenant({
      apiKey: 'bare-frame-key',
      clock,
      deployments: [1, 3, 42],
      ...tenantOptions,
    });
    await tenant.start();
    await use(tenant);
    await tenant.stop();
  },
  bare: async ({ page, tenant }, use) => {
    const host = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        '<!doctype html><title>Host</title><style>iframe{width:100%;height:700px;border:0}</style>',
      );
    });
    await new Promise<void>((resolve) => host.listen(0, 'localhost', resolve));
    await page.goto(`http://localhost:${(host.address() as AddressInfo).port}`);
    await page.evaluate(() => {
      const received: unknown[] = [];
      Object.assign(window, { received });
      window.addEventListener('message', ({ data }) => received.push(data));
    });
    await use(new BareFrame(page, tenant));
    host.closeAllConnections();
    await new Promise((resolve) => host.close(resolve));
  },
});

/** A host page with at most one iframe. */
export class BareFrame {
  readonly page: Page;
  readonly tenant: CubeTenant;

  constructor(page: Page, tenant: CubeTenant) {
    this.page = page;
    this.tenant = tenant;
  }

  get frame(): FrameLocator {
    return this.page.frameLocator('iframe');
  }

  /** Puts an embed URL into a fresh iframe. */
  async load(path: string, sandbox = SANDBOX): Promise<void> {
    await this.page.evaluate(
      ([src, flags]) => {
        document.querySelector('iframe')?.remove();
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', flags);
        frame.src = src;
        document.body.append(frame);
      },
      [this.tenant.url + path, sandbox] as const,
    );
  }

  /** Opens a surface with a new session and waits until it is shown. */
  async open(path: string, request?: Partial<GenerateSessionRequest>, sandbox?: string): Promise<void> {
    const parameter = path.startsWith('/embed/chat') ? 'sessionId' : 'session';
    const url = new URL(path, 'http://tenant');
    url.searchParams.set(parameter, this.tenant.mint(request));
    await this.load(url.pathname + url.search, sandbox);
    await this.phase('ready');
  }

  async phase(name: 'ready' | 'expired' | 'failed'): Promise<void> {
    await this.frame.locator(`[data-test=page][data-phase=${name}]`).waitFor();
  }

  /** What the host page received, oldest first. */
  messages(): Promise<Message[]> {
    return this.page.evaluate(() => (window as unknown as { received: Message[] }).received);
  }

  /** The names of the events received, without `cube:event:`. */
  async names(): Promise<string[]> {
    return (await this.messages()).map(({ type }) => type.replace('cube:event:', ''));
  }

  async payloads(name: string): Promise<Record<string, unknown>[]> {
    return (await this.messages())
      .filter(({ type }) => type === `cube:event:${name}`)
      .map(({ payload }) => payload);
  }

  /** Posts a message into the frame as the host page would. */
  async post(message: unknown): Promise<void> {
    await this.page.evaluate(
      (data) => document.querySelector('iframe')?.contentWindow?.postMessage(data, '*'),
      message,
    );
  }

  /** Posts one of Cube's actions. */
  act(name: string, payload: object = {}): Promise<void> {
    return this.post({
      source: 'cube-embed',
      direction: 'action',
      type: `cube:action:${name}`,
      payload,
      timestamp: 1,
    });
  }
}
