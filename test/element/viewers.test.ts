import { expect } from '@open-wc/testing';
import type { CubeEmbedDashboard } from '../../src/index.js';
import { configure } from '../../src/index.js';
import {
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
