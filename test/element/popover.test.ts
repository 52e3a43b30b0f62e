import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { make, mount, newTenant, page, partOf, ready, until, usual } from './support.js';
import type { Tenant } from './tenant.js';

describe('popover', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  const shown = (element: Element): string => getComputedStyle(element).display;

  it('hides the element until it is opened, and Escape closes it', async () => {
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    chat.setAttribute('popover', '');
    page().append(chat);
    expect(shown(chat)).to.equal('none');
    chat.showPopover();
    expect(shown(chat)).to.equal('block');
    expect(getComputedStyle(chat).position).to.equal('fixed');
    const { width, height } = chat.getBoundingClientRect();
    expect(width).to.be.above(300).and.at.most(innerWidth);
    expect(height).to.be.above(500);
    await ready(chat);
    await sendKeys({ press: 'Escape' });
    await until(() => shown(chat) === 'none');
    expect(chat.status).to.equal('ready');
  });

  it('mints the session of a lazy element when it is opened', async () => {
    const chat = make('cube-embed-chat', { ...usual(tenant, 'cube-embed-chat'), loading: 'lazy' });
    chat.setAttribute('popover', '');
    page().append(chat);
    await chat.updateComplete;
    await new Promise(requestAnimationFrame);
    expect(chat.status).to.equal('idle');
    chat.showPopover();
    await ready(chat);
  });
});

describe('a panel', () => {
  it('stays inside the element, whatever its padding', async () => {
    const tenant = await newTenant();
    const style = document.createElement('style');
    style.textContent = `
      cube-embed-chat { padding: 20px; border: 3px solid; height: 300px; }
      cube-embed-chat::part(loading) { padding: 40px; border: 5px solid; }`;
    page().append(style);
    const chat = mount(tenant, 'cube-embed-chat', { fetchSession: () => new Promise(() => undefined) });
    await until(() => partOf(chat, 'loading'));
    const outer = chat.getBoundingClientRect();
    const inner = partOf(chat, 'loading')!.getBoundingClientRect();
    expect(inner.left).to.be.at.least(outer.left);
    expect(inner.top).to.be.at.least(outer.top);
    expect(inner.right).to.be.at.most(outer.right);
    expect(inner.bottom).to.be.at.most(outer.bottom);
  });
});
