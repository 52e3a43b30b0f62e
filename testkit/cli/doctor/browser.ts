import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserType, Page, Response } from 'playwright';
import { Skip } from './check.js';

/** The elements' default `sandbox`. */
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-popups allow-downloads';
const POLL_MS = 50;

/** Where to find a browser, and what it will load. */
export interface BrowserSearch {
  /** The folder that Playwright is resolved from. */
  folder: string;
  /** Path of the user's own Chromium, if set. */
  executablePath: string | undefined;
  /** Whether the tenant has a loopback address, so that it is emulated. */
  isTenantLocal: boolean;
}

/** A message that the host page received from the embed. */
export interface EmbedMessage {
  /** The event's name, without `cube:event:`. */
  name: string;
  payload: Record<string, unknown>;
  origin: string;
}

/** Starts Chromium with the Playwright that `folder` can import. Skips the check if there is none. */
export async function launchBrowser({
  folder,
  executablePath,
  isTenantLocal,
}: BrowserSearch): Promise<Browser> {
  const chromium = findPlaywright(folder);
  if (!chromium) throw new Skip('Playwright is not installed here: npm install --save-dev playwright');
  // Chromium blocks public pages from loading local ones, and treats the host page as public: no server has sent it.
  const args = isTenantLocal ? ['--disable-features=LocalNetworkAccessChecks'] : [];
  const ways = executablePath ? [{ executablePath }] : [{}, { channel: 'chrome' }];
  for (const way of ways) {
    try {
      return await chromium.launch({ ...way, args });
    } catch {
      // Try the next one; the message below covers all of them.
    }
  }
  throw new Skip('Playwright has no browser here: npx playwright install chromium, or set CHROMIUM_PATH');
}

function findPlaywright(folder: string): BrowserType | null {
  const require = createRequire(join(folder, 'package.json'));
  for (const name of ['playwright', '@playwright/test', 'playwright-core']) {
    try {
      const { chromium } = require(name) as { chromium?: BrowserType };
      if (chromium) return chromium;
    } catch {
      // Not installed under this name.
    }
  }
  return null;
}

/** A host page with one frame. It has the host's origin, so that the browser applies that origin's rules. */
export class HostPage {
  readonly page: Page;
  /** All responses that the page and its frame have received. */
  readonly responses: Response[] = [];
  /** The browser's errors for frames that did not load. */
  readonly failures: string[] = [];
  readonly #tenantOrigin: string;

  private constructor(page: Page, tenantOrigin: string) {
    this.page = page;
    this.#tenantOrigin = tenantOrigin;
    page.on('response', (response) => void this.responses.push(response));
    page.on('requestfailed', (request) => {
      if (request.isNavigationRequest()) this.failures.push(request.failure()?.errorText ?? 'blocked');
    });
  }

  static async open(browser: Browser, origin: string, tenantOrigin: string): Promise<HostPage> {
    const page = await browser.newPage();
    const host = new HostPage(page, tenantOrigin);
    const address = `${origin}/cube-embed-doctor`;
    await page.route(address, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>cube-embed doctor</title>' }),
    );
    await page.goto(address);
    await page.evaluate(() => {
      const received: unknown[] = [];
      Object.assign(window, { received });
      addEventListener('message', ({ source, origin: from, data }: MessageEvent<unknown>) => {
        if (source === document.querySelector('iframe')?.contentWindow) received.push({ from, data });
      });
    });
    return host;
  }

  /** Loads a URL in a new frame. `sandbox` defaults to the elements' own; `null` means none. */
  async frame(src: string, sandbox: string | null = SANDBOX): Promise<void> {
    await this.page.evaluate(
      ([address, flags]) => {
        document.querySelector('iframe')?.remove();
        const frame = document.createElement('iframe');
        if (flags !== null) frame.setAttribute('sandbox', flags);
        frame.style.cssText = 'width:1000px;height:700px';
        frame.src = address;
        document.body.append(frame);
      },
      [src, sandbox] as const,
    );
  }

  /** Returns the embed's events, oldest first. Ignores other messages. */
  async messages(): Promise<EmbedMessage[]> {
    const received = await this.page.evaluate(
      () => (window as unknown as { received: { from: string; data: unknown }[] }).received,
    );
    return received.flatMap(({ from, data }) => {
      const { source, direction, type, payload } = (data ?? {}) as Record<string, unknown>;
      if (source !== 'cube-embed' || direction !== 'event' || typeof type !== 'string') return [];
      return [
        {
          name: type.replace('cube:event:', ''),
          payload: (payload ?? {}) as EmbedMessage['payload'],
          origin: from,
        },
      ];
    });
  }

  /** Returns the text that the frame shows. */
  async frameText(): Promise<string> {
    const frame = this.page.frames().at(-1);
    // A frame that is still loading has no text yet.
    return frame && frame !== this.page.mainFrame() ? frame.innerText('body').catch(() => '') : '';
  }

  /** Posts one of Cube's actions to the frame. */
  async act(name: string, payload: object): Promise<void> {
    await this.page.evaluate(
      ([type, content, origin]) => {
        const message = {
          source: 'cube-embed',
          direction: 'action',
          type,
          payload: content,
          timestamp: Date.now(),
        };
        document.querySelector('iframe')?.contentWindow?.postMessage(message, origin);
      },
      [`cube:action:${name}`, payload, this.#tenantOrigin] as const,
    );
  }

  /** Returns the length of the history that page and frame share. */
  historyLength(): Promise<number> {
    return this.page.evaluate(() => history.length);
  }

  /** Returns the statuses of the frame's session exchanges so far. */
  exchanges(): number[] {
    return this.responses
      .filter(
        (response) =>
          response.url().endsWith('/api/v1/embed/session/token') && response.request().method() === 'POST',
      )
      .map((response) => response.status());
  }
}

/** Polls `ask` until it returns a truthy value. Returns `null` after `ms` milliseconds. */
export async function until<T>(
  ms: number,
  ask: () => Promise<T | null | false> | T | null | false,
): Promise<T | null> {
  const end = performance.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() >= end) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
