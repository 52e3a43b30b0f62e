import { expect } from '@open-wc/testing';
import type { SinonFakeTimers } from 'sinon';
import sinon from 'sinon';
import type { CubeEmbedElement, CubeEmbedErrorCode, SessionContext } from '../../src/index.js';
import { CubeEmbedError, SessionDeniedError } from '../../src/index.js';
import {
  consoleLines,
  deferred,
  fakeTime,
  framesOf,
  heard,
  mount,
  mountReady,
  newTenant,
  until,
} from './support.js';
import type { Tenant } from './tenant.js';

/** Waits for the error panel; gives the code. */
async function failure(element: CubeEmbedElement): Promise<CubeEmbedErrorCode> {
  await until(() => element.status === 'error', 'the element to fail');
  const lines = consoleLines();
  expect(lines, 'console lines').to.have.length(1);
  expect(lines[0]).to.contain(`<${element.localName}> ${element.error!.code}: `);
  return element.error!.code;
}

describe('an endpoint that fails', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
    // Full jitter at its least: each try comes at once.
    sinon.stub(Math, 'random').returns(0);
  });

  const ask = (): CubeEmbedElement =>
    mount(tenant, 'cube-embed-chat', { fetchSession: undefined, sessionEndpoint: tenant.endpoint });

  for (const status of [400, 401, 403, 404, 410]) {
    it(`has the last word with ${status}`, async () => {
      await tenant.hostScript({ status });
      const chat = ask();
      expect(await failure(chat)).to.equal('session-denied');
      expect(chat.error).to.be.instanceOf(SessionDeniedError);
      expect(chat.error!.retryable).to.be.false;
      expect(await tenant.hostRequests()).to.have.length(1);
    });
  }

  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    it(`is asked again after ${status}`, async () => {
      await tenant.hostScript({ status }, {});
      const chat = ask();
      await until(() => chat.status === 'ready');
      expect(await tenant.hostRequests()).to.have.length(2);
    });
  }

  it('is given up after five tries', async () => {
    await tenant.hostScript({ status: 503 });
    const chat = ask();
    expect(await failure(chat)).to.equal('session-failed');
    expect(chat.error!.retryable).to.be.true;
    expect(await tenant.hostRequests()).to.have.length(5);
    expect(framesOf(chat)).to.be.empty;
  });

  it('is given up at once for a status that promises nothing', async () => {
    await tenant.hostScript({ status: 409 });
    expect(await failure(ask())).to.equal('session-failed');
    expect(await tenant.hostRequests()).to.have.length(1);
  });

  it('is given up after five tries when nobody answers', async () => {
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: undefined,
      sessionEndpoint: 'http://127.0.0.1:9/session',
    });
    expect(await failure(chat)).to.equal('session-failed');
    expect(chat.error!.cause).to.be.instanceOf(TypeError);
  });

  const UNREADABLE: [string, unknown][] = [
    ['no JSON', 'Please sign in'],
    ['half a JSON object', '{"sessionId":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '["a"]'],
    ['a string', '"0123456789abcdef0123456789abcdef"'],
    ['another name for it', { session: 'a' }],
    ['a number for it', { sessionId: 7 }],
    ['an empty string for it', { sessionId: '' }],
    ['blanks for it', { sessionId: '  ' }],
  ];
  for (const [what, body] of UNREADABLE) {
    it(`gives no session with ${what}`, async () => {
      await tenant.hostScript({ body });
      const chat = ask();
      expect(await failure(chat)).to.equal('session-invalid');
      expect(chat.error!.message).to.contain('sessionId');
      expect(framesOf(chat)).to.be.empty;
    });
  }

  for (const header of ['7', () => new Date(Date.now() + 7_000).toUTCString()]) {
    it(`is left alone as its Retry-After asks, ${header === '7' ? 'in seconds' : 'by a date'}`, async () => {
      const clock = fakeTime();
      // A date has no milliseconds.
      clock.setSystemTime(Math.ceil(Date.now() / 1_000) * 1_000);
      const value = typeof header === 'string' ? header : header();
      await tenant.hostScript({ status: 503, headers: { 'Retry-After': value } }, {});
      const chat = ask();
      await until(() => tenant.hostRequests().then(({ length }) => length === 1));
      await until(async () => {
        await clock.tickAsync(10);
        return clock.countTimers() > 0;
      }, 'the next try to be planned');
      await clock.tickAsync(6_500);
      expect(await tenant.hostRequests()).to.have.length(1);
      await clock.tickAsync(600);
      await until(() => chat.status === 'ready');
      expect(await tenant.hostRequests()).to.have.length(2);
    });
  }
});

/** To the hundredth: a delay is whole milliseconds, a point in time is not. */
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
    await clock.tickAsync(60_000);
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

  it('waits anything between nothing and that delay', async () => {
    sinon.stub(Math, 'random').returns(0.25);
    const clock = fakeTime();
    const start = clock.now;
    const calls: number[] = [];
    mount(tenant, 'cube-embed-chat', {
      fetchSession: () => {
        calls.push(secondsSince(clock, start));
        return calls.length < 3 ? Promise.reject(new Error('later')) : tenant.mint();
      },
    });
    await clock.tickAsync(2_000);
    expect(calls).to.deep.equal([0, 0.25, 0.75]);
  });

  it('is not called again once it says that the viewer may not', async () => {
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

  it('may say so with an error of another copy of the library', async () => {
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

  it('is told after 30 seconds that nobody waits any more, and called again', async () => {
    const clock = fakeTime();
    const calls: SessionContext[] = [];
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: (context) => {
        calls.push(context);
        return context.attempt < 2 ? new Promise(() => undefined) : tenant.mint();
      },
    });
    await clock.tickAsync(29_999);
    expect(calls).to.have.length(1);
    expect(calls[0]!.signal.aborted).to.be.false;
    await clock.tickAsync(1_001);
    expect(calls[0]!.signal.aborted).to.be.true;
    await until(() => chat.status === 'ready');
    expect(calls.map(({ attempt }) => attempt)).to.deep.equal([1, 2]);
  });

  it('ends in session-timeout when it never answers', async () => {
    const clock = fakeTime();
    const chat = mount(tenant, 'cube-embed-chat', { fetchSession: () => new Promise(() => undefined) });
    await clock.tickAsync(5 * 30_000 + 15_000);
    expect(await failure(chat)).to.equal('session-timeout');
  });

  it('is refused an id that it gave before, and no frame gets it', async () => {
    const id = await tenant.mint();
    const first = await mountReady(tenant, 'cube-embed-chat', { fetchSession: () => Promise.resolve(id) });
    const second = mount(tenant, 'cube-embed-chat', { fetchSession: () => Promise.resolve(id) });
    expect(await failure(second)).to.equal('session-reused');
    expect(framesOf(second)).to.be.empty;
    expect(first.status).to.equal('ready');
    expect(await tenant.log('page')).to.have.length(1);
  });

  for (const answer of [undefined, null, '', ' ', 7, {}, { sessionId: null }, ['a'], true]) {
    it(`gives no session with ${JSON.stringify(answer)}`, async () => {
      const chat = mount(tenant, 'cube-embed-chat', {
        fetchSession: () => Promise.resolve(answer as string),
      });
      expect(await failure(chat)).to.equal('session-invalid');
    });
  }
});

describe('an embed that fails', () => {
  it('gets one new session by itself when it refuses its first', async () => {
    const tenant = await newTenant();
    await tenant.fault('token', { kind: 'refuse', status: 401 }, { times: 1 });
    const chat = mount(tenant, 'cube-embed-chat');
    const errors = heard(chat, 'cube-embed-error');
    await until(() => chat.status === 'ready');
    expect(await tenant.log('minted')).to.have.length(2);
    expect(errors.map(({ error, fatal }) => [error.code, fatal])).to.deep.equal([['session-expired', false]]);
  });

  it('ends in session-expired when it refuses the second, too', async () => {
    const tenant = await newTenant();
    await tenant.fault('token', { kind: 'refuse', status: 401 });
    const chat = mount(tenant, 'cube-embed-chat');
    expect(await failure(chat)).to.equal('session-expired');
    expect(framesOf(chat)).to.be.empty;
    expect(await tenant.log('minted')).to.have.length(2);
  });

  it('is replaced once when it is down, and given up the second time', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const errors = heard(chat, 'cube-embed-error');
    await tenant.emit('error', { message: 'out of memory', fatal: true });
    await until(() => errors.length === 1 && chat.status === 'ready');
    expect(await tenant.log('minted')).to.have.length(2);
    await tenant.emit('error', { message: 'out of memory', fatal: true });
    expect(await failure(chat)).to.equal('embed-error');
    expect(errors.map(({ error, fatal }) => [error.code, fatal])).to.deep.equal([
      ['embed-error', false],
      ['embed-error', true],
    ]);
    expect(chat.error!.message).to.contain('out of memory');
    expect(await tenant.log('minted')).to.have.length(2);
  });

  it('is replaced again when it was well for a minute', async () => {
    const clock = fakeTime();
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    for (let minted = 2; minted < 5; minted++) {
      await clock.tickAsync(61_000);
      const again = heard(chat, 'cube-embed-ready');
      await tenant.emit('error', { message: 'out of memory', fatal: true });
      await until(() => again.length === 1, 'the embed to come back');
      expect(await tenant.log('minted')).to.have.length(minted);
    }
  });

  it('tells of an error that it lives with, and stays', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const errors = heard(chat, 'cube-embed-error');
    await tenant.emit('error', { message: 'One chart failed.', name: 'QueryError' });
    await until(() => errors.length);
    expect(errors[0]!.fatal).to.be.false;
    expect(errors[0]!.error).to.be.instanceOf(CubeEmbedError);
    expect(errors[0]!.error.code).to.equal('embed-error');
    expect(errors[0]!.error.message).to.equal('One chart failed.');
    expect(chat.status).to.equal('ready');
    expect(chat.error).to.be.null;
  });

  it('ends in frame-timeout when three sessions in a row ran out before it was up', async () => {
    const clock = fakeTime();
    const tenant = await newTenant();
    await tenant.fault('page', { kind: 'hang' });
    const chat = mount(tenant, 'cube-embed-chat');
    for (let count = 1; count <= 3; count++) {
      await until(() => tenant.log('minted').then(({ length }) => length === count));
      await until(() => framesOf(chat).length === 1);
      await clock.tickAsync(299_000);
      expect(chat.status).to.equal('loading');
      await clock.tickAsync(1_001);
    }
    expect(await failure(chat)).to.equal('frame-timeout');
    expect(await tenant.log('minted')).to.have.length(3);
    expect(framesOf(chat)).to.be.empty;
  });

  it('is never given a session that took longer to come than it lives', async () => {
    const clock = fakeTime();
    const tenant = await newTenant();
    const slow = deferred<string>();
    let calls = 0;
    const chat = mount(tenant, 'cube-embed-chat', {
      sessionTtl: 20,
      fetchSession: () => (++calls === 1 ? slow.promise : tenant.mint()),
    });
    await clock.tickAsync(21_000);
    slow.resolve(tenant.mint());
    await until(() => chat.status === 'ready');
    const [stale, fresh] = await tenant.log('minted');
    expect((await tenant.log('page')).map(({ sessionId }) => sessionId)).to.deep.equal([fresh!.sessionId]);
    expect(stale!.sessionId).not.to.equal(fresh!.sessionId);
  });
});
