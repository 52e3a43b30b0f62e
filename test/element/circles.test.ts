import { expect } from '@open-wc/testing';
import type { FetchSession } from '../../src/index.js';
import { SessionDeniedError } from '../../src/index.js';
import { failure } from './failure.js';
import { consoleLines, mount, mountReady, newTenant } from './support.js';
import type { Tenant } from './tenant.js';

/** How long a circle is watched, in milliseconds. */
const WATCHED = 1_500;

/** Timers that ran while the circle was watched; an idle page runs one every 10 ms. */
async function timersThatRan(): Promise<number> {
  const end = performance.now() + WATCHED;
  let count = 0;
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    count++;
  }
  return count;
}

/** A page that stays responsive runs at least a third of its timers. */
const RESPONSIVE = WATCHED / 10 / 3;

describe('a circle that the host makes', () => {
  let tenant: Tenant;
  let calls: number;
  let ends: (() => void)[];

  beforeEach(async () => {
    tenant = await newTenant();
    calls = 0;
    ends = [];
  });

  afterEach(() => {
    for (const end of ends) end();
  });

  /** Listens on the document until the end of the test. */
  function answer(event: 'cube-embed-error' | 'cube-embed-renewed', act: (event: Event) => void): void {
    document.addEventListener(event, act);
    ends.push(() => {
      document.removeEventListener(event, act);
    });
  }

  const denied: FetchSession = () => {
    calls++;
    return Promise.reject(new SessionDeniedError());
  };

  it('leaves the page responsive when each error is answered by reload()', async () => {
    answer(
      'cube-embed-error',
      (event) => void (event.target as HTMLElementTagNameMap['cube-embed-chat']).reload(),
    );
    mount(tenant, 'cube-embed-chat', { fetchSession: denied });
    expect(await timersThatRan()).to.be.above(RESPONSIVE);
    expect(calls).to.be.within(1, 3);
    expect(consoleLines()).to.have.length(1);
  });

  it('leaves the page responsive when each error is answered by renew()', async () => {
    answer(
      'cube-embed-error',
      (event) => void (event.target as HTMLElementTagNameMap['cube-embed-chat']).renew(),
    );
    mount(tenant, 'cube-embed-chat', { fetchSession: denied });
    expect(await timersThatRan()).to.be.above(RESPONSIVE);
    expect(calls).to.be.within(1, 3);
    expect(consoleLines()).to.have.length(1);
  });

  for (const [what, properties, isRemoved] of [
    ['an element without a tenant', { baseUrl: 'ftp://nowhere' }, false],
    ['an element that is not in the page', {}, true],
  ] as const) {
    it(`leaves the page responsive when reload() of ${what} is repeated until it succeeds`, async () => {
      const chat = mount(tenant, 'cube-embed-chat', { ...properties, fetchSession: denied });
      if (isRemoved) chat.remove();
      let isEnded = false;
      ends.push(() => (isEnded = true));
      const repeat = async (): Promise<void> => {
        while (!isEnded) await chat.reload().catch(() => undefined);
      };
      void repeat();
      expect(await timersThatRan()).to.be.above(RESPONSIVE);
      expect(consoleLines()).to.have.length(isRemoved ? 0 : 1);
    });
  }

  it('leaves the page responsive when each renewal is answered by renew()', async () => {
    answer(
      'cube-embed-renewed',
      (event) => void (event.target as HTMLElementTagNameMap['cube-embed-chat']).renew(),
    );
    const chat = await mountReady(tenant, 'cube-embed-chat', { renewal: 'in-place' });
    void chat.renew();
    expect(await timersThatRan()).to.be.above(RESPONSIVE);
  });

  it('makes one call for a thousand reload() in one task', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const { fetchSession } = chat;
    chat.fetchSession = (context) => {
      calls++;
      return fetchSession!(context);
    };
    await chat.updateComplete;
    for (let round = 0; round < 1_000; round++) void chat.reload();
    await chat.reload();
    expect(calls).to.equal(1);
  });

  it('leaves the page responsive when fetchSession reloads the element', async () => {
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => {
        calls++;
        void chat.reload();
        return Promise.reject(new Error('no network'));
      },
    });
    expect(await timersThatRan()).to.be.above(RESPONSIVE);
    expect(calls).to.be.below(12);
  });

  it('leaves the page responsive when fetchSession changes a setting', async () => {
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => {
        chat.deploymentId = ++calls;
        return Promise.reject(new Error('no network'));
      },
    });
    expect(await timersThatRan()).to.be.above(RESPONSIVE);
    expect(calls).to.be.below(60);
  });

  it('fails with a rejection that throws when it is looked at', async () => {
    const chat = mount(tenant, 'cube-embed-chat', {
      fetchSession: () => {
        const { proxy, revoke } = Proxy.revocable(new Error(), {});
        revoke();
        return Promise.reject(proxy);
      },
    });
    await chat.reload().catch(() => undefined);
    expect(await failure(chat)).to.equal('session-failed');
  }).timeout(40_000);
});
