import { expect } from '@open-wc/testing';
import type { SessionContext } from '../../src/index.js';
import { signOut } from '../../src/index.js';
import {
  consoleLines,
  fakeTime,
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
    const errors = heard(document, 'cube-embed-error');
    signOut();
    for (const element of [chat, dashboard]) {
      expect([element.status, element.error?.code]).to.deep.equal(['error', 'session-denied']);
      expect(framesOf(element)).to.be.empty;
      await element.updateComplete;
      expect(partOf(element, 'error')!.textContent).to.contain('signed out');
    }
    expect(calls[0]!.signal.aborted).to.be.true;
    expect(errors).to.have.length(2);
    expect(consoleLines()).to.have.length(2);
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
    consoleLines();
  });

  it('no longer applies to an element that is reloaded, or to a new one', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    signOut();
    consoleLines();
    await chat.reload();
    expect(chat.status).to.equal('ready');
    await mountReady(tenant, 'cube-embed-dashboard');
    expect(await mintedCount()).to.equal(3);
  });

  it('no longer applies to an element whose viewer retries', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat');
    signOut();
    consoleLines();
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
    consoleLines();
  });

  it('does nothing in a page without elements', () => {
    signOut();
  });
});
