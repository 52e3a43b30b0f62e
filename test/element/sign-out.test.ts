import { expect } from '@open-wc/testing';
import type { SessionContext } from '../../src/index.js';
import { signOut } from '../../src/index.js';
import {
  consoleLines,
  fakeTime,
  frameOf,
  framesOf,
  heard,
  mount,
  mountReady,
  newTenant,
  page,
  partOf,
  quiet,
  ready,
  turn,
  until,
} from './support.js';
import type { Tenant } from './tenant.js';
import { HOUR, hide, leap } from './time.js';

describe('signOut()', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  const mintedCount = async (): Promise<number> => (await tenant.log('minted')).length;

  it('ends every embed of the page at once', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const calls: SessionContext[] = [];
    const dashboard = mount(tenant, 'cube-embed-dashboard', {
      fetchSession: (context) => {
        calls.push(context);
        return new Promise(() => undefined);
      },
    });
    await until(() => calls.length);
    signOut();
    for (const element of [chat, dashboard]) {
      expect([element.status, element.error?.code]).to.deep.equal(['error', 'session-denied']);
      expect(framesOf(element)).to.be.empty;
      await element.updateComplete;
      expect(partOf(element, 'error')!.textContent).to.contain('signed out');
    }
    expect(calls[0]!.signal.aborted).to.be.true;
  });

  it('is no failure: the status changes, without an error event or a console line', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const errors = heard(document, 'cube-embed-error');
    const changes = heard(document, 'cube-embed-status-change');
    signOut();
    signOut();
    expect(changes).to.deep.equal([{ status: 'error', previous: 'ready' }]);
    expect(chat.error?.code).to.equal('session-denied');
    expect(errors).to.be.empty;
    expect(consoleLines()).to.be.empty;
  });

  it('prevents any automatic start', async () => {
    const clock = fakeTime();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    const dashboard = mount(tenant, 'cube-embed-dashboard', { loading: 'lazy' });
    signOut();
    chat.hideInput = true;
    chat.deploymentId = 1;
    dashboard.loading = 'eager';
    await turn();
    hide()();
    window.dispatchEvent(new Event('online'));
    await leap(clock, 48 * HOUR);
    chat.remove();
    page().append(chat);
    await turn();
    hide()();
    await leap(clock, HOUR);
    await quiet(tenant);
    expect([chat.status, dashboard.status]).to.deep.equal(['error', 'error']);
    expect(await mintedCount()).to.equal(1);
    const reason: unknown = await chat.renew().catch((error: unknown) => error);
    expect(reason).to.have.property('code', 'session-denied');
  });

  it('no longer applies to an element that is reloaded, or to a new one', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    signOut();
    await chat.reload();
    expect(chat.status).to.equal('ready');
    await mountReady(tenant, 'cube-embed-dashboard');
    expect(await mintedCount()).to.equal(3);
  });

  it('no longer applies to an element whose viewer retries', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    signOut();
    await chat.updateComplete;
    partOf(chat, 'retry')!.click();
    await ready(chat);
  });

  it('discards a session that was requested before', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    let answer = (): void => undefined;
    const alice = await tenant.mint();
    chat.fetchSession = () => new Promise((resolve) => (answer = () => resolve(alice)));
    void chat.reload();
    await until(() => chat.status === 'loading');
    await turn();
    signOut();
    answer();
    chat.fetchSession = () => tenant.mint();
    await chat.reload();
    expect(chat.renderRoot.querySelector('iframe')!.src).not.to.contain(alice);
  });

  it('does nothing in a page without elements', () => {
    signOut();
  });

  it('discards the answer to a call of an element that was removed before', async () => {
    const answers: (() => void)[] = [];
    const fetchSession = async (): Promise<string> => {
      const session = await tenant.mint({ externalId: viewer });
      await new Promise<void>((resolve) => answers.push(resolve));
      return session;
    };
    let viewer = 'alice';
    const chat = mount(tenant, 'cube-embed-chat', { fetchSession });
    await until(() => answers.length === 1);
    chat.remove();
    signOut();
    answers[0]!();
    await turn();
    viewer = 'bob';
    page().append(chat);
    await until(() => answers.length === 2);
    answers[1]!();
    await ready(chat);
    const used = (await tenant.sessions()).filter(({ state }) => state === 'spent');
    expect(used.map(({ request }) => request.externalId)).to.deep.equal(['bob']);
  });

  it('ends a reload and a renewal that were asked for in the same task', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    chat.locale = 'de';
    const asked = [chat.reload(), chat.renew()].map((each) => each.catch((error: unknown) => error));
    signOut();
    for (const error of await Promise.all(asked)) expect(error).to.have.property('code', 'session-denied');
    await quiet(tenant);
    expect(chat.status).to.equal('error');
    expect(await mintedCount()).to.equal(1);
  });
});

describe('the next viewer', () => {
  let tenant: Tenant;
  let dashboard: HTMLElementTagNameMap['cube-embed-dashboard'];

  beforeEach(async () => {
    tenant = await newTenant();
    dashboard = await mountReady(tenant, 'cube-embed-dashboard', {
      filters: { 'orders.status': 'completed' },
    });
    await tenant.emit('view', { surface: 'dashboard', path: '/embed/dashboard/sales/alice-private' });
    await until(() => dashboard.path === '/alice-private');
    dashboard.setFilter({ 'users.name': 'alice' });
    dashboard.sendAction('set-custom', { who: 'alice' });
    await until(async () => (await tenant.log('action')).length === 2);
  });

  /** The texts of all actions that the embeds of the page received after those so far. */
  async function received(begin: () => Promise<unknown>): Promise<string> {
    const before = (await tenant.log('action')).length;
    await begin();
    await quiet(tenant);
    return JSON.stringify((await tenant.log('action')).slice(before));
  }

  const WAYS: [string, () => Promise<unknown>][] = [
    [
      'reloads',
      () => {
        signOut();
        return dashboard.reload();
      },
    ],
    [
      'moves the element before the sign-out',
      () => {
        dashboard.remove();
        signOut();
        page().append(dashboard);
        return ready(dashboard);
      },
    ],
    [
      'moves the element after the sign-out',
      async () => {
        signOut();
        dashboard.remove();
        page().append(dashboard);
        await dashboard.reload();
      },
    ],
  ];
  for (const [way, begin] of WAYS) {
    it(`gets no path, filter or action of the one before when the host ${way}`, async () => {
      const sent = await received(() => {
        // These wait for the property's update at the moment of the sign-out.
        dashboard.locale = 'de';
        dashboard.sendAction('set-waiting', { who: 'alice' });
        dashboard.path = '/alice-wish';
        return begin();
      });
      expect(sent).not.to.contain('alice');
      expect(dashboard.path ?? '').not.to.contain('alice');
      expect(frameOf(dashboard).src).to.contain('completed').and.to.contain('locale=de');
    });
  }

  it('reads no path of the one before', () => {
    signOut();
    expect(dashboard.path).to.be.undefined;
  });

  it('gets no action that waited for the embed of the one before', async () => {
    dashboard.remove();
    dashboard.navigate('/embed/dashboard/sales/alice-private');
    dashboard.refresh();
    const sent = await received(() => {
      signOut();
      page().append(dashboard);
      return ready(dashboard);
    });
    expect(sent).not.to.contain('navigate');
    expect(sent).not.to.contain('refresh');
  });

  it('keeps what a listener sets during the sign-out', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    chat.addEventListener(
      'cube-embed-status-change',
      () => {
        dashboard.setFilter({ 'users.name': 'bob' });
        void dashboard.reload();
      },
      { once: true },
    );
    const sent = await received(async () => {
      signOut();
      await ready(dashboard);
    });
    expect(sent).to.contain('bob');
    expect(sent).not.to.contain('alice');
  });
});
