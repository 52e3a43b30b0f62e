import { expect } from '@open-wc/testing';
import { configure } from '../../src/index.js';
import { deferred, fakeTime, heard, mount, mountReady, newTenant, page, ready, until } from './support.js';
import type { Tenant } from './tenant.js';

describe('the timing of a load', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
    performance.clearMeasures();
  });

  afterEach(() => {
    configure({ measure: undefined });
  });

  /** Loads a chat whose session comes after 300 ms, and whose frame is ready after another 500 ms. */
  async function load(): Promise<HTMLElementTagNameMap['cube-embed-chat']> {
    const clock = fakeTime();
    const held = deferred<undefined>();
    let called = false;
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: async () => {
        called = true;
        const session = await tenant.mint();
        await held.promise;
        return session;
      },
    });
    await until(() => called);
    await clock.tickAsync(300);
    held.resolve(undefined);
    await until(() => chat.renderRoot.querySelector('iframe'));
    await clock.tickAsync(500);
    await ready(chat);
    return chat;
  }

  it('is told by ready: for the session, the frame and both', async () => {
    const details = heard(page(), 'cube-embed-ready');
    await load();
    const { session, frame, total } = details[0]!.timing;
    expect([session, frame, total]).to.deep.equal([300, 500, 800]);
    expect(performance.getEntriesByType('measure')).to.be.empty;
  });

  it('is written as measures where the page asks for it', async () => {
    configure({ measure: true });
    const details = heard(page(), 'cube-embed-ready');
    await mountReady(tenant, 'cube-embed-chat');
    const { session, frame, total } = details[0]!.timing;
    const measures = performance.getEntriesByType('measure');
    expect(measures.map(({ name }) => name)).to.have.members([
      'cube-embed-session',
      'cube-embed-frame',
      'cube-embed-total',
    ]);
    const told = [session, frame, total].sort((a, b) => a - b);
    const written = measures.map(({ duration }) => duration).sort((a, b) => a - b);
    for (const [index, duration] of written.entries()) expect(duration).to.be.closeTo(told[index]!, 1);
  });
});
