import { expect } from '@open-wc/testing';
import type { SinonFakeTimers } from 'sinon';
import sinon from 'sinon';
import type { SessionContext } from '../../src/index.js';
import { SessionDeniedError } from '../../src/index.js';
import { failure } from './failure.js';
import { begun, fakeTime, framesOf, mount, mountReady, newTenant, until } from './support.js';
import type { Tenant } from './tenant.js';

/** Rounded to hundredths: a delay is a whole number of milliseconds, a timestamp is not. */
function secondsSince(clock: SinonFakeTimers, start: number): number {
  return Math.round((clock.now - start) / 10) / 100;
}

describe('a callback that fails', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  it('is called again with exponential backoff, five times in all', async () => {
    sinon.stub(Math, 'random').returns(1);
    const clock = fakeTime();
    const start = clock.now;
    const calls: [number, number, string][] = [];
    const reason = new Error('no network');
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: (context) => {
        calls.push([context.attempt, secondsSince(clock, start), context.reason]);
        return Promise.reject(reason);
      },
    });
    await begun(chat);
    await clock.tickAsync(40_000);
    expect(calls).to.deep.equal([
      [1, 0, 'initial'],
      [2, 1, 'initial'],
      [3, 3, 'initial'],
      [4, 7, 'initial'],
      [5, 15, 'initial'],
    ]);
    expect(await failure(chat)).to.equal('session-failed');
    expect(chat.error!.cause).to.equal(reason);
  });

  it('is called again after a random delay between zero and that maximum', async () => {
    sinon.stub(Math, 'random').returns(0.25);
    const clock = fakeTime();
    const start = clock.now;
    const calls: number[] = [];
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => {
        calls.push(secondsSince(clock, start));
        return calls.length < 3 ? Promise.reject(new Error('later')) : tenant.mint();
      },
    });
    await begun(chat);
    await clock.tickAsync(2_000);
    expect(calls).to.deep.equal([0, 0.25, 0.75]);
  });

  it('is not called again after a SessionDeniedError', async () => {
    const clock = fakeTime();
    let calls = 0;
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => {
        calls++;
        return Promise.reject(new SessionDeniedError());
      },
    });
    expect(await failure(chat)).to.equal('session-denied');
    await clock.tickAsync(600_000);
    window.dispatchEvent(new Event('online'));
    expect(calls).to.equal(1);
  });

  it('may use the SessionDeniedError of another copy of the library', async () => {
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => Promise.reject(Object.assign(new Error('no'), { code: 'session-denied' })),
    });
    expect(await failure(chat)).to.equal('session-denied');
  });

  it('may throw instead of rejecting', async () => {
    sinon.stub(Math, 'random').returns(0);
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => {
        throw new SessionDeniedError();
      },
    });
    expect(await failure(chat)).to.equal('session-denied');
  });

  it('is aborted after 30 seconds and called again', async () => {
    const clock = fakeTime();
    const calls: SessionContext[] = [];
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: (context) => {
        calls.push(context);
        return context.attempt < 2 ? new Promise(() => undefined) : tenant.mint();
      },
    });
    await begun(chat);
    // Two clocks are read, one of them in whole milliseconds, so the result may be off by a few.
    await clock.tickAsync(29_990);
    expect(calls).to.have.length(1);
    expect(calls[0]!.signal.aborted).to.be.false;
    await clock.tickAsync(1_010);
    expect(calls[0]!.signal.aborted).to.be.true;
    await until(() => chat.status === 'ready');
    expect(calls.map(({ attempt }) => attempt)).to.deep.equal([1, 2]);
  });

  it('ends in session-timeout when it never answers', async () => {
    const clock = fakeTime();
    const chat = mount(tenant, 'cube-embed-chat', { fetchSession: () => new Promise(() => undefined) });
    await begun(chat);
    await clock.tickAsync(5 * 30_000 + 15_000);
    expect(await failure(chat)).to.equal('session-timeout');
  });

  it('ends in an error when it returns an id again, and no frame gets it', async () => {
    const id = await tenant.mint();
    const first = await mountReady(tenant, 'cube-embed-chat', { fetchSession: () => Promise.resolve(id) });
    const second = mount(tenant, 'cube-embed-chat', { fetchSession: () => Promise.resolve(id) });
    expect(await failure(second)).to.equal('session-reused');
    expect(framesOf(second)).to.be.empty;
    expect(first.status).to.equal('ready');
    expect(await tenant.log('page')).to.have.length(1);
  });

  for (const answer of [undefined, null, '', ' ', 7, {}, { sessionId: null }, ['a'], true]) {
    it(`ends in session-invalid with ${JSON.stringify(answer)}`, async () => {
      const chat = mount(tenant, 'cube-embed-chat', {
        fetchSession: () => Promise.resolve(answer as string),
      });
      expect(await failure(chat)).to.equal('session-invalid');
    });
  }
});
