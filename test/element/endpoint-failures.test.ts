import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import type { CubeEmbedElement } from '../../src/index.js';
import { SessionDeniedError } from '../../src/index.js';
import { failure } from './failure.js';
import { fakeTime, framesOf, mount, newTenant, until } from './support.js';
import type { Tenant } from './tenant.js';

describe('an endpoint that fails', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
    // Full jitter at its minimum: each retry follows at once.
    sinon.stub(Math, 'random').returns(0);
  });

  const ask = (): CubeEmbedElement =>
    mount(tenant, 'cube-embed-chat', { fetchSession: undefined, sessionEndpoint: tenant.endpoint });

  for (const status of [401, 403]) {
    it(`ends in session-denied with ${status}`, async () => {
      await tenant.hostScript({ status });
      const chat = ask();
      expect(await failure(chat)).to.equal('session-denied');
      expect(chat.error).to.be.instanceOf(SessionDeniedError);
      expect(chat.error!.retryable).to.be.false;
      expect(await tenant.hostRequests()).to.have.length(1);
    });
  }

  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    it(`is called again after ${status}`, async () => {
      await tenant.hostScript({ status }, {});
      const chat = ask();
      await until(() => chat.status === 'ready');
      expect(await tenant.hostRequests()).to.have.length(2);
    });
  }

  it('ends in an error after five attempts', async () => {
    await tenant.hostScript({ status: 503 });
    const chat = ask();
    expect(await failure(chat)).to.equal('session-failed');
    expect(chat.error!.retryable).to.be.true;
    expect(await tenant.hostRequests()).to.have.length(5);
    expect(framesOf(chat)).to.be.empty;
  });

  for (const status of [400, 404, 405, 409, 410]) {
    it(`is reported as the wrong URL when it answers ${status}, and called once`, async () => {
      await tenant.hostScript({ status });
      const chat = ask();
      expect(await failure(chat)).to.equal('session-failed');
      expect(chat.error!.message).to.equal(
        `The session endpoint ${location.origin}${tenant.endpoint} answered ${status}.`,
      );
      expect(await tenant.hostRequests()).to.have.length(1);
    });
  }

  it('ends in an error after five attempts when nothing listens', async () => {
    // Immediate rejections count only after several of them, and the delays between those are never short.
    const clock = fakeTime();
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: undefined,
      sessionEndpoint: 'http://127.0.0.1:9/session',
    });
    await until(async () => {
      await clock.tickAsync(500);
      return chat.status === 'error';
    });
    expect(await failure(chat)).to.equal('session-failed');
    expect(chat.error!.cause).to.be.instanceOf(TypeError);
  });

  const UNREADABLE: [string, unknown][] = [
    ['null', 'null'],
    ['a list', '["a"]'],
    ['a string', '"0123456789abcdef0123456789abcdef"'],
    ['another name for it', { session: 'a' }],
    ['a number for it', { sessionId: 7 }],
    ['an empty string for it', { sessionId: '' }],
    ['blanks for it', { sessionId: '  ' }],
  ];
  for (const [what, body] of UNREADABLE) {
    it(`ends in session-invalid with ${what}`, async () => {
      await tenant.hostScript({ body });
      const chat = ask();
      expect(await failure(chat)).to.equal('session-invalid');
      expect(chat.error!.message).to.contain('sessionId');
      expect(framesOf(chat)).to.be.empty;
    });
  }

  it('is asked again after an answer that is no JSON', async () => {
    await tenant.hostScript({ body: '<!doctype html><p>Please sign in.</p>' }, {});
    const chat = ask();
    await until(() => chat.status === 'ready');
    expect(await tenant.hostRequests()).to.have.length(2);
  });

  for (const header of ['7', () => new Date(Date.now() + 7_000).toUTCString()]) {
    it(`is not called before its Retry-After, ${header === '7' ? 'in seconds' : 'as a date'}`, async () => {
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
