import { expect } from '@open-wc/testing';
import { CubeEmbedDashboard } from '../../src/index.js';
import { frameOf, framesOf, make, mount, newTenant, page, quiet, ready, usual } from './support.js';
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

/** What an element that is about to be visible is in. */
function scroller(height = 300): HTMLElement {
  const box = document.createElement('div');
  box.style.cssText = `height: ${height}px; overflow: auto`;
  return box;
}

function space(height: number): HTMLElement {
  const box = document.createElement('div');
  box.style.height = `${height}px`;
  return box;
}

/** The window's IntersectionObserver as engines without `scrollMargin` have it. */
function withoutScrollMargin(): () => void {
  const { IntersectionObserver: Original } = window;
  const { prototype } = Original;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, 'scrollMargin');
  if (descriptor) Reflect.deleteProperty(prototype, 'scrollMargin');
  window.IntersectionObserver = class extends Original {
    constructor(callback: IntersectionObserverCallback, options?: IntersectionObserverInit) {
      super(callback, { ...options, scrollMargin: '0px' } as IntersectionObserverInit);
    }
  };
  return () => {
    window.IntersectionObserver = Original;
    if (descriptor) Object.defineProperty(prototype, 'scrollMargin', descriptor);
  };
}

for (const engine of ['with scrollMargin, if this engine has it', 'without scrollMargin'] as const) {
  describe(`lazy in a scroll container, ${engine}`, () => {
    let restore: (() => void) | undefined;
    beforeEach(() => {
      restore = engine === 'without scrollMargin' ? withoutScrollMargin() : undefined;
    });
    afterEach(() => restore?.());

    const lazy = (): HTMLElementTagNameMap['cube-embed-chat'] =>
      make('cube-embed-chat', { ...usual(tenant, 'cube-embed-chat'), loading: 'lazy' });

    it('starts before it is visible there', async () => {
      const box = scroller();
      const chat = lazy();
      box.append(space(400), chat);
      page().append(box);
      await ready(chat);
    });

    it('waits far below the visible part', async () => {
      const box = scroller();
      const chat = lazy();
      box.append(space(1_000), chat);
      page().append(box);
      await quiet(tenant);
      expect(chat.status).to.equal('idle');
      box.scrollTo(0, 500);
      await ready(chat);
    });

    it('waits in a container that is far below the viewport', async () => {
      const outer = scroller();
      const inner = scroller(200);
      const chat = lazy();
      inner.append(space(300), chat);
      outer.append(space(1_000), inner, space(1_000));
      page().append(outer);
      await quiet(tenant);
      expect(chat.status).to.equal('idle');
      outer.scrollTo(0, 900);
      await ready(chat);
    });

    it('starts when it is fixed in front of a container', async () => {
      const box = scroller();
      const chat = lazy();
      chat.style.cssText = 'position: fixed; inset: 0 auto auto 0';
      box.append(space(1_000), chat);
      page().append(box);
      await ready(chat);
    });
  });
}

describe('lazy with visibility: hidden', () => {
  it('mints no session before it becomes visible', async () => {
    const panel = document.createElement('section');
    panel.style.visibility = 'hidden';
    const chat = make('cube-embed-chat', { ...usual(tenant, 'cube-embed-chat'), loading: 'lazy' });
    panel.append(chat);
    page().append(panel);
    await quiet(tenant);
    expect(chat.status).to.equal('idle');
    expect(await mintedCount()).to.equal(0);
    panel.style.visibility = '';
    await ready(chat);
    expect(chat.renderRoot.querySelector('span')).to.equal(null);
  });

  it('waits until it is near as well', async () => {
    const chat = make('cube-embed-chat', { ...usual(tenant, 'cube-embed-chat'), loading: 'lazy' });
    chat.style.visibility = 'hidden';
    page().append(chat);
    await quiet(tenant);
    page().prepend(space(5_000));
    await quiet(tenant);
    chat.style.visibility = 'visible';
    await quiet(tenant);
    expect(chat.status).to.equal('idle');
    chat.scrollIntoView();
    await ready(chat);
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
