import { expect } from '@open-wc/testing';
import type { CubeEmbedDashboard } from '../../src/index.js';
import { configure } from '../../src/index.js';
import {
  consoleLines,
  deferred,
  fakeTime,
  frameOf,
  make,
  newTenant,
  page,
  quiet,
  ready,
  turn,
  until,
  usual,
} from './support.js';
import type { Tenant } from './tenant.js';

describe('a session of the previous viewer that arrives after the element was removed', () => {
  let tenant: Tenant;
  let dashboard: CubeEmbedDashboard;
  let alice: string;
  const answer = deferred<string>();

  /** Removes the element while a callback that ignores its signal is in flight. */
  beforeEach(async () => {
    tenant = await newTenant();
    alice = await tenant.mint();
    const late = deferred<string>();
    let calls = 0;
    dashboard = make('cube-embed-dashboard', {
      ...usual(tenant, 'cube-embed-dashboard'),
      fetchSession: () => (++calls === 1 ? late.promise : tenant.mint()),
    });
    answer.resolve = late.resolve;
    page().append(dashboard);
    await until(() => calls === 1);
    dashboard.remove();
  });

  const isNotShown = async (): Promise<void> => {
    page().append(dashboard);
    await ready(dashboard);
    await quiet(tenant);
    expect(frameOf(dashboard).src).not.to.contain(alice);
    const pages = await tenant.log('page');
    expect(pages.map(({ sessionId }) => sessionId)).not.to.include(alice);
  };

  const MEANWHILE: [string, () => unknown][] = [
    ['after reload() of the removed element', () => dashboard.reload()],
    [
      'once there is another callback',
      () => {
        dashboard.fetchSession = () => tenant.mint();
      },
    ],
    [
      'once there is an endpoint instead',
      () => Object.assign(dashboard, { fetchSession: undefined, sessionEndpoint: tenant.endpoint }),
    ],
    [
      'once the page has another source',
      () => {
        dashboard.fetchSession = undefined;
        configure({ fetchSession: () => tenant.mint() });
      },
    ],
    [
      'once the dashboard changed',
      () => {
        dashboard.dashboardId = 'other';
      },
    ],
  ];
  for (const [when, change] of MEANWHILE) {
    for (const order of ['before', 'after']) {
      it(`is not shown ${when}, ${order} it arrived`, async () => {
        if (order === 'after') answer.resolve(alice);
        await turn();
        void change();
        await turn();
        answer.resolve(alice);
        await turn();
        await isNotShown();
      });
    }
  }

  it('is not shown seconds later: it is kept only for an immediate remount', async () => {
    const clock = fakeTime();
    answer.resolve(alice);
    await turn();
    await clock.tickAsync(3_000);
    await isNotShown();
  });
});

describe('another session-endpoint', () => {
  let tenant: Tenant;
  let dashboard: CubeEmbedDashboard;

  beforeEach(async () => {
    tenant = await newTenant();
    dashboard = make('cube-embed-dashboard', {
      ...usual(tenant, 'cube-embed-dashboard'),
      fetchSession: undefined,
      sessionEndpoint: `${tenant.endpoint}?viewer=alice`,
    });
  });

  const askBob = (): void => {
    dashboard.sessionEndpoint = `${tenant.endpoint}?viewer=bob`;
  };

  it('replaces a call that is under way', async () => {
    await tenant.hostScript({ held: true }, {});
    page().append(dashboard);
    await until(() => tenant.hostRequests().then(({ length }) => length === 1));
    askBob();
    await ready(dashboard);
    await tenant.hostRelease();
    await quiet(tenant);
    const [alice, ...rest] = await tenant.hostRequests();
    expect(alice!.gone).to.be.true;
    expect(rest).to.have.length(1);
    expect(await tenant.log('page')).to.have.length(1);
  });

  it('replaces a frame that loads', async () => {
    await tenant.fault('page', { kind: 'hang' }, { times: 1 });
    page().append(dashboard);
    await until(() => tenant.log('fault').then(({ length }) => length === 1));
    const frame = frameOf(dashboard);
    askBob();
    await ready(dashboard);
    expect(frameOf(dashboard)).not.to.equal(frame);
    expect(await tenant.hostRequests()).to.have.length(2);
  });

  it('replaces the call of a renewal, and leaves the live frame', async () => {
    dashboard.renewal = 'in-place';
    page().append(dashboard);
    await ready(dashboard);
    const frame = frameOf(dashboard);
    await tenant.hostScript({ held: true }, {});
    const renewed = dashboard.renew();
    await until(() => tenant.hostRequests().then(({ length }) => length === 2));
    askBob();
    await renewed;
    await tenant.hostRelease();
    const [, alice, bob] = await tenant.hostRequests();
    expect([alice!.gone, bob?.gone]).to.deep.equal([true, false]);
    expect(frameOf(dashboard)).to.equal(frame);
  });

  it('is asked at once after a denial', async () => {
    await tenant.hostScript({ status: 403 }, {});
    page().append(dashboard);
    await until(() => dashboard.status === 'error');
    expect(consoleLines()).to.have.length(1);
    askBob();
    await ready(dashboard);
  });
});
