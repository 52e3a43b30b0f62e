import { expect } from '@open-wc/testing';
import type { CubeEmbedElement, SessionContext } from '../../src/index.js';
import { CubeEmbedDashboard } from '../../src/index.js';
import {
  deferred,
  fakeTime,
  frameOf,
  framesOf,
  heard,
  make,
  mount,
  mountReady,
  newTenant,
  page,
  pendingTimers,
  ready,
  turn,
  until,
  usual,
} from './support.js';
import type { Tenant } from './tenant.js';

let tenant: Tenant;

beforeEach(async () => {
  tenant = await newTenant();
});

const mintedCount = async (): Promise<number> => (await tenant.log('minted')).length;

/** Whatever is still under way has arrived. */
async function quiet(): Promise<void> {
  for (let round = 0; round < 10; round++) {
    await turn();
    await tenant.pages();
  }
}

describe('mounted, unmounted and mounted again', () => {
  it('makes one session and one frame when it is done in one task', async () => {
    const chat = mount(tenant, 'cube-embed-chat');
    chat.remove();
    page().append(chat);
    await ready(chat);
    await quiet();
    expect(await mintedCount()).to.equal(1);
    expect(await tenant.log('page')).to.have.length(1);
  });

  it('uses the session that the first mount asked for', async () => {
    const answer = deferred<string>();
    const calls: SessionContext[] = [];
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: (context) => {
        calls.push(context);
        return calls.length === 1 ? answer.promise : tenant.mint();
      },
    });
    await until(() => calls.length === 1);
    chat.remove();
    expect(calls[0]!.signal.aborted).to.be.true;
    answer.resolve(await tenant.mint());
    await turn();
    page().append(chat);
    await ready(chat);
    expect(calls).to.have.length(1);
    expect(await tenant.log('page')).to.have.length(1);
    expect(await tenant.log('refused')).to.be.empty;
  });

  it('does not use it for another embed', async () => {
    const answer = deferred<string>();
    let calls = 0;
    const dashboard = mount(tenant, 'cube-embed-dashboard', {
      fetchSession: () => (++calls === 1 ? answer.promise : tenant.mint()),
    });
    await until(() => calls === 1);
    dashboard.remove();
    const kept = await tenant.mint();
    answer.resolve(kept);
    await turn();
    dashboard.dashboardId = 'other';
    page().append(dashboard);
    await ready(dashboard);
    expect(frameOf(dashboard).src).not.to.contain(kept);
  });

  it('does not use it once it is too old', async () => {
    const clock = fakeTime();
    const answer = deferred<string>();
    let calls = 0;
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => (++calls === 1 ? answer.promise : tenant.mint()),
    });
    await until(() => calls === 1);
    chat.remove();
    const kept = await tenant.mint();
    answer.resolve(kept);
    await turn();
    await clock.tickAsync(300_000);
    page().append(chat);
    await ready(chat);
    expect(frameOf(chat).src).not.to.contain(kept);
  });

  it('loads anew after a mount that was up', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    chat.remove();
    expect(chat.status).to.equal('idle');
    await quiet();
    expect(await tenant.pages()).to.be.empty;
    page().append(chat);
    await ready(chat);
    expect(await mintedCount()).to.equal(2);
    expect(await tenant.log('refused')).to.be.empty;
  });
});

describe('removed', () => {
  it('gives up the call in flight and loads no frame', async () => {
    const answer = deferred<string>();
    let signal: AbortSignal | undefined;
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: (context) => {
        signal = context.signal;
        return answer.promise;
      },
    });
    await until(() => signal);
    chat.remove();
    expect(signal!.aborted).to.be.true;
    expect(chat.status).to.equal('idle');
    answer.resolve(tenant.mint());
    await quiet();
    expect(framesOf(chat)).to.be.empty;
    expect(await tenant.log('page')).to.be.empty;
  });

  it('ends the request to the endpoint', async () => {
    await tenant.hostScript({ held: true });
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: undefined,
      sessionEndpoint: tenant.endpoint,
    });
    await until(() => tenant.hostRequests().then(({ length }) => length === 1));
    chat.remove();
    await until(() => tenant.hostRequests().then(([request]) => request!.gone));
    expect(await mintedCount()).to.equal(0);
  });

  it('plans no further try', async () => {
    const clock = fakeTime();
    let calls = 0;
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => {
        calls++;
        return Promise.reject(new Error('down'));
      },
    });
    await until(() => calls === 1);
    chat.remove();
    await clock.tickAsync(600_000);
    expect(calls).to.equal(1);
    expect(pendingTimers(clock)).to.be.empty;
  });

  it('takes its frame along, whatever it was doing', async () => {
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => framesOf(chat).length);
    chat.remove();
    expect(framesOf(chat)).to.be.empty;
    await quiet();
    expect(await tenant.pages()).to.be.empty;
  });

  it('while the host hears of it, stays removed', async () => {
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    chat.addEventListener('cube-embed-status-change', () => chat.remove());
    page().append(chat);
    await quiet();
    expect(chat.isConnected).to.be.false;
    expect(chat.status).to.equal('idle');
    expect(framesOf(chat)).to.be.empty;
  });
});

describe('moved by append()', () => {
  /** No spent session was exchanged, and what is there now is well. */
  async function unharmed(element: CubeEmbedElement): Promise<void> {
    await until(() => element.status === 'ready');
    await quiet();
    expect(await tenant.log('refused'), 'refused exchanges').to.be.empty;
    expect(frameOf(element).isConnected).to.be.true;
    expect(await tenant.pages()).to.have.length(1);
  }

  function elsewhere(): HTMLElement {
    const place = document.createElement('section');
    page().append(place);
    return place;
  }

  it('while it fetches', async () => {
    const answer = deferred<string>();
    let calls = 0;
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => (++calls === 1 ? answer.promise : tenant.mint()),
    });
    await until(() => calls === 1);
    elsewhere().append(chat);
    answer.resolve(tenant.mint());
    await unharmed(chat);
    expect(await tenant.log('page')).to.have.length(1);
  });

  it('while its frame loads', async () => {
    await tenant.fault('token', { kind: 'hang' }, { times: 1 });
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => tenant.log('page').then(({ length }) => length));
    elsewhere().append(chat);
    await tenant.clearFaults();
    await unharmed(chat);
  });

  it('while its frame’s page is on the way', async () => {
    await tenant.fault('page', { kind: 'hang' }, { times: 1 });
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => framesOf(chat).length);
    elsewhere().append(chat);
    await tenant.clearFaults();
    await unharmed(chat);
  });

  it('when it is up', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const frame = frameOf(chat);
    elsewhere().append(chat);
    expect(frame.isConnected, 'the old frame').to.be.false;
    await unharmed(chat);
    expect(await mintedCount()).to.equal(2);
  });

  it('with the part of the page that it is in', async () => {
    const [inner, outer] = [elsewhere(), elsewhere()];
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    inner.append(chat);
    await ready(chat);
    outer.append(inner);
    await unharmed(chat);
  });

  it('again and again', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const places = [elsewhere(), elsewhere()];
    for (let round = 0; round < 6; round++) {
      places[round % 2]!.append(chat);
      if (round % 3 === 0) await turn();
    }
    await unharmed(chat);
  });
});

describe('moved by moveBefore()', () => {
  type Movable = Element & { moveBefore?(node: Node, child: Node | null): void };
  const moves = 'moveBefore' in Element.prototype;

  /** Whether the engine keeps frames in shadow roots alive. Firefox 153 does so only for those of the page itself. */
  function keepsFrames(): boolean {
    const [host, place, frame] = ['div', 'div', 'iframe'].map((name) => document.createElement(name)) as [
      HTMLElement,
      Movable,
      HTMLIFrameElement,
    ];
    document.body.append(host, place);
    host.attachShadow({ mode: 'open' }).append(frame);
    const { contentWindow } = frame;
    place.moveBefore?.(host, null);
    const kept = frame.contentWindow === contentWindow;
    host.remove();
    place.remove();
    return kept;
  }

  // An engine without moveBefore() can only move by append(), which the tests above are about.
  (moves ? it : it.skip)('exchanges no spent session', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const place: Movable = document.createElement('section');
    page().append(place);
    place.moveBefore!(chat, null);
    await ready(chat);
    await quiet();
    expect(chat.parentElement).to.equal(place);
    expect(await tenant.log('refused')).to.be.empty;
    expect(await tenant.pages()).to.have.length(1);
    expect(framesOf(chat)).to.have.length(1);
  });

  // Where the engine begins the frame anew there is none to keep: see the test above.
  (moves && keepsFrames() ? it : it.skip)('keeps its frame and its session', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const place: Movable = document.createElement('section');
    page().append(place);
    const frame = frameOf(chat);
    const statuses = heard(chat, 'cube-embed-status-change');
    place.moveBefore!(chat, null);
    await quiet();
    expect(frameOf(chat)).to.equal(frame);
    expect(statuses).to.be.empty;
    expect(await tenant.log('page')).to.have.length(1);
    await tenant.emit('session-expiring');
    await until(() => tenant.log('exchanged').then(({ length }) => length === 2), 'a renewal in place');
    expect(frameOf(chat)).to.equal(frame);
  });

  it('drops a frame that the engine has begun anew, whichever engine', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const frame = frameOf(chat);
    // What Firefox 153 does of itself before it calls back.
    chat.renderRoot.append(frame);
    chat.connectedMoveCallback();
    expect(frame.isConnected).to.be.false;
    await ready(chat);
    await quiet();
    expect(await tenant.log('refused')).to.be.empty;
    expect(await mintedCount()).to.equal(2);
  });
});

describe('lazy', () => {
  /** An element far below what the viewer sees. */
  function mountFarAway(): HTMLElementTagNameMap['cube-embed-chat'] {
    const space = document.createElement('div');
    space.style.height = '5000px';
    page().append(space);
    return mount(tenant, 'cube-embed-chat', { loading: 'lazy' });
  }

  it('asks for no session before it comes near the viewport', async () => {
    const chat = mountFarAway();
    await quiet();
    expect(chat.status).to.equal('idle');
    expect(framesOf(chat)).to.be.empty;
    expect(await mintedCount()).to.equal(0);
    chat.scrollIntoView();
    await ready(chat);
    expect(await mintedCount()).to.equal(1);
  });

  it('begins before it is seen', async () => {
    const chat = mountFarAway();
    await quiet();
    window.scrollTo(0, 5_000 - innerHeight - 200);
    expect(chat.getBoundingClientRect().top).to.be.above(innerHeight);
    await ready(chat);
  });

  it('stays as it is when it scrolls out of sight', async () => {
    const chat = mountFarAway();
    chat.scrollIntoView();
    await ready(chat);
    window.scrollTo(0, 0);
    await quiet();
    expect(chat.status).to.equal('ready');
    expect(await tenant.log('page')).to.have.length(1);
  });

  it('asks for none when it has left the page meanwhile', async () => {
    const chat = mountFarAway();
    await quiet();
    chat.remove();
    window.scrollTo(0, 5_000);
    await quiet();
    expect(await mintedCount()).to.equal(0);
  });

  it('does not wait any longer once it is eager', async () => {
    const chat = mountFarAway();
    await quiet();
    chat.loading = 'eager';
    await ready(chat);
  });

  it('does not keep reload() waiting', async () => {
    const chat = mountFarAway();
    await quiet();
    await chat.reload();
    expect(chat.status).to.equal('ready');
    expect(await mintedCount()).to.equal(1);
  });
});

describe('upgraded', () => {
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
