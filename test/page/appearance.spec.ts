import type { Locator, Page } from '@playwright/test';
import type { Host } from './support/host.js';
import { SCRIPT, dashboardTag, element, expect, isUp, test as base } from './support/fixtures.js';
import type { CubeTenant } from '../../testkit/tenant/index.js';

const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  (['none', 'active'] as const).map((forcedColors) => ({ colorScheme, forcedColors })),
);

/** The width in CSS pixels of a 1280 px window at 200 %, and the narrowest one that WCAG requires (1.4.10: 400 %). */
const ZOOMED = [640, 320];

const HEAD = `<meta name="viewport" content="width=device-width">
  <style>:root { color-scheme: light dark } cube-embed-dashboard { height: 300px }</style>`;

/** Brings a dashboard into a state. */
const STATES = {
  async loading(page: Page, host: Host) {
    host.hold();
    await page.goto(host.url);
    await page.getByText('Loading…').waitFor();
  },
  async ready(page: Page, host: Host) {
    await page.goto(host.url);
    await isUp(page, 'dashboard');
  },
  async denied(page: Page, host: Host) {
    await page.request.get(`${host.url}/sign-in`);
    await page.goto(host.url);
    await page.getByRole('alert').waitFor();
  },
};

const test = base.extend<{ show: (state: keyof typeof STATES) => Promise<void> }>({
  show: async ({ page, host, tenant }, use) => {
    const html = (of: CubeTenant): string => HEAD + SCRIPT + dashboardTag(of);
    host.page('/', html(tenant));
    await use((state) => STATES[state](page, host));
  },
});

const retryButton = (page: Page): Locator => page.getByRole('button', { name: 'Try again' });

/** The number of pixels that clearly differ between two screenshots. */
function changedPixels(page: Page, ...pictures: [Buffer, Buffer]): Promise<number> {
  return page.evaluate(
    async (sources) => {
      const [one, other] = await Promise.all(
        sources.map(async (base64) => {
          const bitmap = await createImageBitmap(
            await (await fetch(`data:image/png;base64,${base64}`)).blob(),
          );
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
          context.drawImage(bitmap, 0, 0);
          return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
        }),
      );
      let count = 0;
      for (let at = 0; at < one!.length; at += 4) if (Math.abs(one![at]! - other![at]!) > 64) count += 1;
      return count;
    },
    pictures.map((picture) => picture.toString('base64')),
  );
}

for (const look of LOOKS) {
  test.describe(`in ${look.colorScheme}, with forced colours ${look.forcedColors}`, () => {
    test.use(look);

    test('the retry button contrasts with the page, and its text with the button', async ({ page, show }) => {
      await show('denied');
      const seen = await retryButton(page).evaluate((button) => {
        const { borderTopColor, borderTopStyle, backgroundColor, color } = getComputedStyle(button);
        const canvas = document.createElement('p');
        canvas.style.backgroundColor = 'Canvas';
        document.body.append(canvas);
        const page = getComputedStyle(canvas).backgroundColor;
        return {
          border: borderTopStyle !== 'none' && borderTopColor !== page,
          background: backgroundColor !== page,
          text: color !== backgroundColor,
        };
      });
      expect(seen.text).toBe(true);
      expect(seen.border || seen.background).toBe(true);
    });

    test('the retry button shows a focus indicator', async ({ page, show }) => {
      await show('denied');
      await expect(retryButton(page)).not.toBeFocused();
      const before = await element(page, 'dashboard').screenshot();
      await page.keyboard.press('Tab');
      await expect(retryButton(page)).toBeFocused();
      expect((await element(page, 'dashboard').screenshot()).equals(before)).toBe(false);
    });
  });
}

/** The contrast of the panel's text, and of its button's, with what is behind them (WCAG 2, 1.4.3). */
function contrasts(page: Page): Promise<{ text: number; button: number }> {
  return element(page, 'dashboard').evaluate((dashboard) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    const luminance = (colors: string[]): number => {
      context.clearRect(0, 0, 1, 1);
      for (const color of colors) {
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
      }
      const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) =>
        value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const root = document.documentElement;
    root.style.backgroundColor = 'Canvas';
    const behind = [getComputedStyle(root).backgroundColor];
    root.style.backgroundColor = '';
    // The page is not seen in full screen.
    if (document.fullscreenElement) behind.splice(0, 1, 'black', getComputedStyle(dashboard).backgroundColor);
    const panel = dashboard.shadowRoot!.querySelector('[role=alert]')!;
    const contrast = (part: Element): number => {
      const { color, backgroundColor } = getComputedStyle(part);
      behind.push(backgroundColor);
      const [low = 0, high = 0] = [luminance([...behind, color]), luminance(behind)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    return { text: contrast(panel), button: contrast(panel.querySelector('button')!) };
  });
}

for (const look of LOOKS) {
  test.describe(`in ${look.colorScheme}, with forced colours ${look.forcedColors}`, () => {
    test.use(look);

    test('the error panel is readable, and an area of its own', async ({ page, show }) => {
      await show('denied');
      const { text, button } = await contrasts(page);
      expect(Math.min(text, button)).toBeGreaterThan(7);
      const { border, background } = await element(page, 'dashboard').evaluate((dashboard) => {
        const style = getComputedStyle(dashboard.shadowRoot!.querySelector('[role=alert]')!);
        return { border: style.borderTopColor, background: style.backgroundColor };
      });
      const clear = /, 0\)|transparent/;
      expect(clear.test(border) && clear.test(background)).toBe(false);
    });

    test('the error panel is readable in full screen', async ({ page, show }) => {
      await show('denied');
      await element(page, 'dashboard').evaluate((dashboard) => dashboard.requestFullscreen());
      const { text, button } = await contrasts(page);
      expect(Math.min(text, button)).toBeGreaterThan(7);
    });

    test('the loading panel is visible', async ({ page, show }) => {
      await show('loading');
      const pictureAt = async (time: number): Promise<Buffer> => {
        await element(page, 'dashboard').evaluate((dashboard, at) => {
          for (const animation of dashboard.shadowRoot!.getAnimations()) {
            animation.pause();
            animation.currentTime = at;
          }
        }, time);
        return element(page, 'dashboard').screenshot({ animations: 'allow' });
      };
      expect(await changedPixels(page, await pictureAt(0), await pictureAt(500))).toBeGreaterThan(100);
    });
  });
}

for (const width of ZOOMED) {
  for (const state of Object.keys(STATES) as (keyof typeof STATES)[]) {
    test.describe(`zoomed to a width of ${width} pixels`, () => {
      test.use({ viewport: { width, height: 500 }, deviceScaleFactor: 1280 / width });

      test(`everything fits: ${state}`, async ({ page, show }) => {
        await show(state);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        const outside = await element(page, 'dashboard').evaluate((dashboard) => {
          const { left, right, top, bottom } = dashboard.getBoundingClientRect();
          return [...dashboard.shadowRoot!.querySelectorAll('*')]
            .map((part) => [part.localName, part.getBoundingClientRect()] as const)
            .filter(([, box]) => box.left < left || box.right > right || box.top < top || box.bottom > bottom)
            .map(([name]) => name);
        });
        expect(outside.filter((name) => name !== 'slot' && name !== 'style')).toEqual([]);
      });
    });
  }
}
