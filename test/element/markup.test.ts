import { expect } from '@open-wc/testing';
import { CubeEmbedDashboard } from '../../src/index.js';
import {
  consoleLines,
  fakeTime,
  frameOf,
  make,
  newTenant,
  page,
  quiet,
  ready,
  until,
  usual,
} from './support.js';
import type { Tenant } from './tenant.js';

let tenant: Tenant;
let defined = 0;

beforeEach(async () => {
  tenant = await newTenant();
});

/** An element that a framework has rendered before it was defined, with the attributes that the framework wrote. */
function upgrade(attributes: Record<string, string>): CubeEmbedDashboard {
  const name = `markup-dashboard-${(defined += 1)}`;
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  page().append(element);
  customElements.define(name, class extends CubeEmbedDashboard {});
  return element as CubeEmbedDashboard;
}

describe('markup that a framework wrote before the element was defined', () => {
  const required = (): Record<string, string> => ({
    baseUrl: tenant.url,
    sessionEndpoint: tenant.endpoint,
    dashboardId: 'sales',
  });

  it('may have the names of properties, which HTML turns to lower case', async () => {
    const dashboard = upgrade({
      ...required(),
      deploymentId: '1',
      frameTitle: 'Sales',
      hideTitle: '',
      colorScheme: 'dark',
      timeGranularities: '{"orders.created_at":"day"}',
      sessionTtl: '60',
    });
    expect(dashboard.getAttributeNames()).to.include('baseurl');
    await ready(dashboard);
    const { title, src } = frameOf(dashboard);
    const { pathname, searchParams } = new URL(src);
    expect(title).to.equal('Sales');
    expect(pathname).to.equal('/embed/d/1/dashboard/sales');
    expect(searchParams.get('showDashboardTitle')).to.equal('false');
    expect(searchParams.get('theme')).to.equal('dark');
    expect(searchParams.get('tg_orders.created_at')).to.equal('day');
    expect(dashboard.sessionTtl).to.equal(60);
  });

  it('is overridden by the attribute with dashes, and by a property', async () => {
    const dashboard = upgrade({ 'dashboard-id': 'orders', ...required(), frametitle: 'Old' });
    dashboard.frameTitle = 'New';
    await ready(dashboard);
    expect(new URL(frameOf(dashboard).src).pathname).to.equal('/embed/dashboard/orders');
    expect(frameOf(dashboard).title).to.equal('New');
    dashboard.removeAttribute('dashboardid');
    expect(dashboard.dashboardId).to.equal('orders');
  });

  it('is followed when it changes, and when it goes', () => {
    const dashboard = make('cube-embed-dashboard');
    dashboard.setAttribute('dashboardid', 'sales');
    dashboard.setAttribute('dashboardid', 'orders');
    expect(dashboard.dashboardId).to.equal('orders');
    dashboard.removeAttribute('dashboardid');
    expect(dashboard.dashboardId).to.equal(undefined);
  });

  it('has a closed shadow root', async () => {
    const box = document.createElement('div');
    page().append(box);
    box.setHTMLUnsafe(
      `<cube-embed-dashboard base-url="${tenant.url}" session-endpoint="${tenant.endpoint}" dashboard-id="sales">
        <template shadowrootmode="closed"></template></cube-embed-dashboard>`,
    );
    await ready(box.querySelector('cube-embed-dashboard')!);
  });
});

describe('an object that was written as a text', () => {
  it('is named once when its property is not set', async () => {
    const clock = fakeTime();
    const dashboard = make('cube-embed-dashboard', usual(tenant, 'cube-embed-dashboard'));
    dashboard.setAttribute('filters', '[object Object]');
    dashboard.setAttribute('timegranularities', '[object Object]');
    page().append(dashboard);
    await clock.tickAsync(2_100);
    const lines = consoleLines();
    expect(lines).to.have.length(1);
    expect(lines[0]).to.match(/^<cube-embed-dashboard> filters was written as "\[object Object\]"/);
    dashboard.setAttribute('params', '[object Object]');
    await clock.tickAsync(2_100);
    expect(consoleLines()).to.deep.equal([]);
    await ready(dashboard);
  });
});

describe('an element without its closing tag', () => {
  it('is named once, when the page has been read', async () => {
    const box = document.createElement('div');
    const attributes = `base-url="${tenant.url}" session-endpoint="${tenant.endpoint}"`;
    box.innerHTML = `<section><cube-embed-chat ${attributes} /><p>The rest of the page</p></section>`;
    page().append(box);
    await ready(box.querySelector('cube-embed-chat')!);
    const lines = consoleLines();
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('HTML needs a closing tag: <cube-embed-chat …></cube-embed-chat>');
  });

  it('is not assumed for slots and white space', async () => {
    const box = document.createElement('div');
    const attributes = `base-url="${tenant.url}" session-endpoint="${tenant.endpoint}"`;
    box.innerHTML = `<cube-embed-app ${attributes} deployment-id="1">
      <!-- panels --> <p slot="loading">Loading</p> </cube-embed-app>`;
    page().append(box);
    await ready(box.querySelector('cube-embed-app')!);
  });
});

describe('a page with elements named like parts of the document', () => {
  for (const name of ['prerendering', 'readyState', 'visibilityState']) {
    it(`shows the embed beside <img name="${name}">`, async () => {
      const image = document.createElement('img');
      image.setAttribute('name', name);
      page().append(image);
      expect(document[name as 'readyState']).to.equal(image);
      const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
      page().append(chat);
      await ready(chat);
    });
  }

  it('names a missing setting beside <img name="readyState">', async () => {
    const clock = fakeTime();
    const image = document.createElement('img');
    image.setAttribute('name', 'readyState');
    const chat = make('cube-embed-chat');
    page().append(image, chat);
    await quiet(tenant);
    await clock.tickAsync(2_100);
    await until(() => chat.status === 'error');
    expect(consoleLines()).to.have.length(1);
  });
});
