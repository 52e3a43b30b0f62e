import { expect } from '@open-wc/testing';
import type { CubeEmbedElement } from '../../src/index.js';
import {
  deferred,
  frameOf,
  framesOf,
  heard,
  make,
  mount,
  mountReady,
  newTenant,
  page,
  quiet,
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

describe('an element moved by append()', () => {
  /** No spent session was exchanged, and the element is ready. */
  async function unharmed(element: CubeEmbedElement): Promise<void> {
    await until(() => element.status === 'ready');
    await quiet(tenant);
    expect(await tenant.log('refused'), 'refused exchanges').to.be.empty;
    expect(frameOf(element).isConnected).to.be.true;
    expect(await tenant.pages()).to.have.length(1);
  }

  function elsewhere(): HTMLElement {
    const place = document.createElement('section');
    page().append(place);
    return place;
  }

  it('is ready if it was fetching', async () => {
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

  it('is ready if its frame was loading', async () => {
    await tenant.fault('token', { kind: 'hang' }, { times: 1 });
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => tenant.log('page').then(({ length }) => length));
    elsewhere().append(chat);
    await tenant.clearFaults();
    await unharmed(chat);
  });

  it('is ready if its frame’s page had not arrived', async () => {
    await tenant.fault('page', { kind: 'hang' }, { times: 1 });
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => framesOf(chat).length);
    elsewhere().append(chat);
    await tenant.clearFaults();
    await unharmed(chat);
  });

  it('is ready with a new frame if it was ready', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const frame = frameOf(chat);
    elsewhere().append(chat);
    expect(frame.isConnected, 'the old frame').to.be.false;
    await unharmed(chat);
    expect(await mintedCount()).to.equal(2);
  });

  it('is ready if an ancestor was moved', async () => {
    const [inner, outer] = [elsewhere(), elsewhere()];
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    inner.append(chat);
    await ready(chat);
    outer.append(inner);
    await unharmed(chat);
  });

  it('is ready after many moves', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const places = [elsewhere(), elsewhere()];
    for (let round = 0; round < 6; round++) {
      places[round % 2]!.append(chat);
      if (round % 3 === 0) await turn();
    }
    await unharmed(chat);
  });
});

describe('an element moved by moveBefore()', () => {
  type Movable = Element & { moveBefore?(node: Node, child: Node | null): void };
  const moves = 'moveBefore' in Element.prototype;

  /** Whether the engine keeps frames in shadow roots alive. Firefox 153 does so only for frames outside of shadow roots. */
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

  // An engine without moveBefore() can only move by append(), which the tests above cover.
  (moves ? it : it.skip)('exchanges no spent session', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const place: Movable = document.createElement('section');
    page().append(place);
    place.moveBefore!(chat, null);
    await ready(chat);
    await quiet(tenant);
    expect(chat.parentElement).to.equal(place);
    expect(await tenant.log('refused')).to.be.empty;
    expect(await tenant.pages()).to.have.length(1);
    expect(framesOf(chat)).to.have.length(1);
  });

  // If the engine reloads the frame, there is none to keep: see the test above.
  (moves && keepsFrames() ? it : it.skip)('keeps its frame and its session', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const place: Movable = document.createElement('section');
    page().append(place);
    const frame = frameOf(chat);
    const statuses = heard(chat, 'cube-embed-status-change');
    place.moveBefore!(chat, null);
    await quiet(tenant);
    expect(frameOf(chat)).to.equal(frame);
    expect(statuses).to.be.empty;
    expect(await tenant.log('page')).to.have.length(1);
    await tenant.emit('session-expiring');
    await until(() => tenant.log('exchanged').then(({ length }) => length === 2), 'a renewal in place');
    expect(frameOf(chat)).to.equal(frame);
  });

  it('drops a frame whose page had not arrived: nobody knows whether the engine reloaded it', async () => {
    await tenant.fault('page', { kind: 'hang' });
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => framesOf(chat).length);
    const frame = frameOf(chat);
    chat.connectedMoveCallback();
    expect(frame.isConnected).to.be.false;
    await tenant.clearFaults();
    await ready(chat);
    await quiet(tenant);
    expect(framesOf(chat)).to.have.length(1);
    expect(await tenant.log('minted')).to.have.length(2);
    expect(await tenant.log('exchanged')).to.have.length(1);
  });

  it('drops a frame that the engine reloaded, in any engine', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const frame = frameOf(chat);
    // What Firefox 153 does by itself before it calls back.
    chat.renderRoot.append(frame);
    chat.connectedMoveCallback();
    expect(frame.isConnected).to.be.false;
    await ready(chat);
    await quiet(tenant);
    expect(await tenant.log('refused')).to.be.empty;
    expect(await mintedCount()).to.equal(2);
  });
});
