import { expect } from '@open-wc/testing';
import { CubeEmbedDashboard } from '../../src/index.js';
import { frameOf, framesOf, mount, newTenant, page, quiet, ready, usual } from './support.js';
import type { Tenant } from './tenant.js';

let tenant: Tenant;

beforeEach(async () => {
  tenant = await newTenant();
});

const mintedCount = async (): Promise<number> => (await tenant.log('minted')).length;

describe('lazy', () => {
  /** An element far below the viewport. */
  function mountFarAway(): HTMLElementTagNameMap['cube-embed-chat'] {
    const space = document.createElement('div');
    space.style.height = '5000px';
    page().append(space);
    return mount(tenant, 'cube-embed-chat', { loading: 'lazy' });
  }

  it('mints no session before it is near the viewport', async () => {
    const chat = mountFarAway();
    await quiet(tenant);
    expect(chat.status).to.equal('idle');
    expect(framesOf(chat)).to.be.empty;
    expect(await mintedCount()).to.equal(0);
    chat.scrollIntoView();
    await ready(chat);
    expect(await mintedCount()).to.equal(1);
  });

  it('starts before it is visible', async () => {
    const chat = mountFarAway();
    await quiet(tenant);
    window.scrollTo(0, 5_000 - innerHeight - 200);
    expect(chat.getBoundingClientRect().top).to.be.above(innerHeight);
    await ready(chat);
  });

  it('does not change when it is scrolled out of view', async () => {
    const chat = mountFarAway();
    chat.scrollIntoView();
    await ready(chat);
    window.scrollTo(0, 0);
    await quiet(tenant);
    expect(chat.status).to.equal('ready');
    expect(await tenant.log('page')).to.have.length(1);
  });

  it('mints no session when it was removed in the meantime', async () => {
    const chat = mountFarAway();
    await quiet(tenant);
    chat.remove();
    window.scrollTo(0, 5_000);
    await quiet(tenant);
    expect(await mintedCount()).to.equal(0);
  });

  it('starts when it becomes eager', async () => {
    const chat = mountFarAway();
    await quiet(tenant);
    chat.loading = 'eager';
    await ready(chat);
  });

  it('starts on reload()', async () => {
    const chat = mountFarAway();
    await quiet(tenant);
    await chat.reload();
    expect(chat.status).to.equal('ready');
    expect(await mintedCount()).to.equal(1);
  });
});

describe('an upgraded element', () => {
  it('keeps the properties that were set before it was defined', async () => {
    const early = Object.assign(document.createElement('late-dashboard'), {
      ...usual(tenant, 'cube-embed-dashboard'),
      dashboardId: 'early',
      hideTitle: true,
      filters: { 'orders.status': 'new' },
    });
    page().append(early);
    customElements.define('late-dashboard', class extends CubeEmbedDashboard {});
    const element = early as unknown as CubeEmbedDashboard;
    await ready(element);
    const { pathname, searchParams } = new URL(frameOf(element).src);
    expect(pathname).to.equal('/embed/dashboard/early');
    expect(searchParams.get('showDashboardTitle')).to.equal('false');
    expect(searchParams.get('f_orders.status')).to.equal('{"value":"new"}');
  });

  it('reads every attribute of its markup', async () => {
    const box = document.createElement('div');
    box.innerHTML = `<cube-embed-dashboard base-url="${tenant.url}" session-endpoint="${tenant.endpoint}"
      dashboard-id="abc" deployment-id="1" frame-title="Sales" color-scheme="dark" locale="de" timezone="UTC"
      session-ttl="60" token-ttl="3600" allow-export hide-header sandbox="allow-scripts allow-same-origin"
      allow="fullscreen" referrerpolicy="origin" loading="eager"></cube-embed-dashboard>`;
    page().append(box);
    const dashboard = box.firstElementChild as CubeEmbedDashboard;
    await ready(dashboard);
    const { title, allow, referrerPolicy, src } = frameOf(dashboard);
    expect({ title, allow, referrerPolicy }).to.deep.equal({
      title: 'Sales',
      allow: 'fullscreen',
      referrerPolicy: 'origin',
    });
    expect(new URL(src).pathname).to.equal('/embed/d/1/dashboard/abc');
    expect(dashboard.sessionTtl).to.equal(60);
    expect(dashboard.tokenTtl).to.equal(3_600);
  });
});
