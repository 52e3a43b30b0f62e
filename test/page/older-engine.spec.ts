import { SCRIPT, chatTag, element, exchanges, expect, isUp, test } from './support/fixtures.js';

/** Engines without today's custom states, and what an element could do there. */
const STATES: Record<string, () => void> = {
  'has no custom states': () => {
    delete (ElementInternals.prototype as { states?: unknown }).states;
  },
  'takes only custom states that begin with two dashes': () => {
    const add = CustomStateSet.prototype.add;
    CustomStateSet.prototype.add = function (this: CustomStateSet, name: string) {
      if (!name.startsWith('--')) throw new DOMException('No dashes.', 'SyntaxError');
      return add.call(this, name);
    };
  },
};

for (const [what, makeOlder] of Object.entries(STATES)) {
  test(`embeds work in an engine that ${what}`, async ({ page, host, tenant }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    tenant.protocol = 'events';
    host.page('/', SCRIPT + chatTag(tenant));
    await page.addInitScript(makeOlder);
    await page.goto(host.url);
    const chat = element(page, 'chat');
    await expect(chat).toHaveJSProperty('status', 'ready');
    await expect(page.locator('cube-embed-chat:state(ready)')).toHaveCount(0);
    await chat.evaluate((node: HTMLElementTagNameMap['cube-embed-chat']) => node.renew());
    await expect(chat).toHaveJSProperty('status', 'ready');
    expect(exchanges(tenant)).toHaveLength(2);
    expect(errors).toEqual([]);
  });
}

test('an engine with custom states shows the state', async ({ page, host, tenant }) => {
  host.page('/', SCRIPT + chatTag(tenant));
  await page.goto(host.url);
  await isUp(page, 'chat');
});
