import { expect } from '@open-wc/testing';
import type { SessionContext } from '../../src/index.js';
import {
  deferred,
  fakeTime,
  frameOf,
  framesOf,
  make,
  mount,
  mountReady,
  newTenant,
  page,
  quiet,
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

describe('an element that is added, removed and added again', () => {
  it('mints one session and creates one frame when this happens in one task', async () => {
    const chat = mount(tenant, 'cube-embed-chat');
    chat.remove();
    page().append(chat);
    await ready(chat);
    await quiet(tenant);
    expect(await mintedCount()).to.equal(1);
    expect(await tenant.log('page')).to.have.length(1);
  });

  it('uses the session that was requested before the removal', async () => {
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

  it('does not use that session for another embed', async () => {
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

  it('does not use that session once it is too old', async () => {
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

  it('loads again if it was ready before', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    chat.remove();
    expect(chat.status).to.equal('idle');
    await quiet(tenant);
    expect(await tenant.pages()).to.be.empty;
    page().append(chat);
    await ready(chat);
    expect(await mintedCount()).to.equal(2);
    expect(await tenant.log('refused')).to.be.empty;
  });
});

describe('a removed element', () => {
  it('aborts the call in flight and loads no frame', async () => {
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
    await quiet(tenant);
    expect(framesOf(chat)).to.be.empty;
    expect(await tenant.log('page')).to.be.empty;
  });

  it('aborts the request to the endpoint', async () => {
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

  it('schedules no further attempt', async () => {
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

  it('removes its frame in any phase', async () => {
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => framesOf(chat).length);
    chat.remove();
    expect(framesOf(chat)).to.be.empty;
    await quiet(tenant);
    expect(await tenant.pages()).to.be.empty;
  });

  it('stays idle when a listener removes it during a status change', async () => {
    const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
    chat.addEventListener('cube-embed-status-change', () => chat.remove());
    page().append(chat);
    await quiet(tenant);
    expect(chat.isConnected).to.be.false;
    expect(chat.status).to.equal('idle');
    expect(framesOf(chat)).to.be.empty;
  });
});
