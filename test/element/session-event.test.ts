import { expect } from '@open-wc/testing';
import { SessionDeniedError } from '../../src/index.js';
import {
  begun,
  consoleLines,
  deferred,
  fakeTime,
  heard,
  make,
  mountReady,
  newTenant,
  next,
  page,
  turn,
  until,
  usual,
} from './support.js';
import type { Tenant } from './tenant.js';

describe('cube-embed-session', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  it('reports each call for a session: its reason, attempt and duration in milliseconds', async () => {
    const clock = fakeTime();
    const answer = deferred<string>();
    const chat = make('cube-embed-chat', {
      ...usual(tenant, 'cube-embed-chat'),
      fetchSession: () => answer.promise,
    });
    const calls = heard(chat, 'cube-embed-session');
    page().append(chat);
    await begun(chat);
    await clock.tickAsync(120);
    expect(calls).to.be.empty;
    answer.resolve(await tenant.mint());
    await until(() => calls.length);
    expect(calls).to.deep.equal([{ reason: 'initial', attempt: 1, duration: 120, error: null }]);
  });

  it('is dispatched before the effects of the answer, and bubbles', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const order: string[] = [];
    for (const name of ['cube-embed-session', 'cube-embed-ready'] as const) {
      chat.addEventListener(name, () => order.push(name));
    }
    const told = next(document, 'cube-embed-session');
    await chat.reload();
    const event = await told;
    expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, false]);
    expect(event.detail.reason).to.equal('reload');
    expect(order).to.deep.equal(['cube-embed-session', 'cube-embed-ready']);
  });

  it('carries the error of a failed call, even if it is retried', async () => {
    const clock = fakeTime();
    const failures = [new Error('no network'), new SessionDeniedError()];
    const chat = make('cube-embed-chat', {
      ...usual(tenant, 'cube-embed-chat'),
      fetchSession: () => Promise.reject(failures.shift()!),
    });
    const calls = heard(chat, 'cube-embed-session');
    page().append(chat);
    await begun(chat);
    await clock.tickAsync(2_000);
    expect(calls.map(({ attempt, error }) => [attempt, error?.code])).to.deep.equal([
      [1, 'session-failed'],
      [2, 'session-denied'],
    ]);
    expect(consoleLines()).to.have.length(1);
  });

  it('does not report a call that was aborted', async () => {
    const answer = deferred<string>();
    const chat = make('cube-embed-chat', {
      ...usual(tenant, 'cube-embed-chat'),
      fetchSession: () => answer.promise,
    });
    const calls = heard(chat, 'cube-embed-session');
    page().append(chat);
    await begun(chat);
    chat.remove();
    answer.resolve('a-session-that-nobody-waits-for');
    await turn();
    expect(calls).to.be.empty;
  });
});
