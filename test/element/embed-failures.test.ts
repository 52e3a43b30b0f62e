import { expect } from '@open-wc/testing';
import { CubeEmbedError } from '../../src/index.js';
import { failure } from './failure.js';
import {
  begun,
  deferred,
  fakeTime,
  framesOf,
  heard,
  mount,
  mountReady,
  newTenant,
  until,
} from './support.js';

describe('an embed that fails', () => {
  it('gets one new session automatically when it refuses the first', async () => {
    const tenant = await newTenant();
    await tenant.fault('token', { kind: 'refuse', status: 401 }, { times: 1 });
    const chat = mount(tenant, 'cube-embed-chat');
    const errors = heard(chat, 'cube-embed-error');
    await until(() => chat.status === 'ready');
    expect(await tenant.log('minted')).to.have.length(2);
    expect(errors.map(({ error, fatal }) => [error.code, fatal])).to.deep.equal([['session-expired', false]]);
  });

  it('ends in session-expired when it refuses the second too', async () => {
    const tenant = await newTenant();
    await tenant.fault('token', { kind: 'refuse', status: 401 });
    const chat = mount(tenant, 'cube-embed-chat');
    expect(await failure(chat)).to.equal('session-expired');
    expect(framesOf(chat)).to.be.empty;
    expect(await tenant.log('minted')).to.have.length(2);
  });

  it('is replaced once after a fatal error, and ends in an error the second time', async () => {
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

  it('is replaced again when it worked for a minute', async () => {
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

  it('reports an error that is not fatal, and stays', async () => {
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

  it('ends in frame-timeout when three sessions in a row expired before it was ready', async () => {
    const clock = fakeTime();
    const tenant = await newTenant();
    await tenant.fault('page', { kind: 'hang' });
    const chat = mount(tenant, 'cube-embed-chat');
    for (let count = 1; count <= 3; count++) {
      await until(() => tenant.log('minted').then(({ length }) => length === count));
      await until(() => framesOf(chat).length === 1);
      const [frame] = framesOf(chat);
      // The page never arrives, which is detected after 20 to 30 seconds.
      await clock.tickAsync(15_000);
      expect(chat.status).to.equal('loading');
      await until(async () => {
        await clock.tickAsync(500);
        return framesOf(chat)[0] !== frame;
      });
    }
    expect(await failure(chat)).to.equal('frame-timeout');
    expect(await tenant.log('minted')).to.have.length(3);
    expect(framesOf(chat)).to.be.empty;
  });

  it('never receives a session that expired before it arrived', async () => {
    const clock = fakeTime();
    const tenant = await newTenant();
    const slow = deferred<string>();
    let calls = 0;
    const chat = mount(tenant, 'cube-embed-chat', {
      sessionTtl: 20,
      fetchSession: () => (++calls === 1 ? slow.promise : tenant.mint()),
    });
    await begun(chat);
    await clock.tickAsync(21_000);
    slow.resolve(tenant.mint());
    await until(() => chat.status === 'ready');
    const [stale, fresh] = await tenant.log('minted');
    expect((await tenant.log('page')).map(({ sessionId }) => sessionId)).to.deep.equal([fresh!.sessionId]);
    expect(stale!.sessionId).not.to.equal(fresh!.sessionId);
  });
});
