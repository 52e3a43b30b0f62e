import { expect } from '@open-wc/testing';
import type { CubeEmbedApp } from '../../src/index.js';
import {
  consoleLines,
  frameOf,
  heard,
  mount,
  mountReady,
  newTenant,
  quiet,
  ready,
  until,
} from './support.js';
import type { Tenant } from './tenant.js';

describe('path', () => {
  const ROOT = '/embed/d/1/app';
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant({ protocol: 'events' });
  });

  /** The paths that the element has sent to its embeds, in order. */
  const sent = async (): Promise<unknown[]> =>
    (await tenant.log('action'))
      .filter(({ type }) => type === 'cube:action:navigate')
      .map(({ payload }) => (payload as { path: string }).path);

  const isAt = async (app: CubeEmbedApp, path: string): Promise<void> => {
    await until(() => app.path === path, `the path ${path}`);
    await quiet(tenant);
    expect(app.path).to.equal(path);
  };

  it('is the viewer’s path, relative to the root', async () => {
    const app = mount(tenant, 'cube-embed-app');
    expect(app.path).to.be.undefined;
    await ready(app);
    await isAt(app, '/');
    await tenant.emit('navigate', { path: `${ROOT}/workbook/130?session=0123456789&tab=2` });
    await isAt(app, '/workbook/130?tab=2');
    await tenant.emit('navigate', { path: '/embed/dashboard/other' });
    await isAt(app, '/embed/dashboard/other');
    expect(await sent()).to.deep.equal([]);
  });

  it('of a dashboard is in the address of a new frame, so that a router that pushes leaves no entry behind', async () => {
    const pushing = await newTenant({ protocol: 'events', router: 'push' });
    const dashboard = await mountReady(pushing, 'cube-embed-dashboard');
    await pushing.emit('navigate', {
      path: '/embed/dashboard/orders?f_orders.status=%7B%22value%22%3A%22new%22%7D',
    });
    await until(() => dashboard.path?.includes('orders'));
    const { path } = dashboard;
    const entries = history.length;
    await dashboard.renew();
    await quiet(pushing);
    const { pathname, searchParams } = new URL(frameOf(dashboard).src);
    expect(pathname).to.equal('/embed/dashboard/orders');
    expect(searchParams.get('f_orders.status')).to.equal('{"value":"new"}');
    expect(dashboard.path).to.equal(path);
    expect(history.length).to.equal(entries);
    expect(await pushing.log('refused')).to.be.empty;
    expect((await pushing.log('action')).map(({ type }) => type)).not.to.include('cube:action:navigate');
  });

  it('navigates without a reload, and returns the new path at once', async () => {
    const app = await mountReady(tenant, 'cube-embed-app');
    const frame = frameOf(app);
    app.path = 'workbook/1?sessionId=0123456789';
    expect(app.path).to.equal('/workbook/1');
    await isAt(app, '/workbook/1');
    expect(await sent()).to.deep.equal([`${ROOT}/workbook/1`]);
    expect(frameOf(app)).to.equal(frame);
  });

  it('accepts an absolute path and an attribute', async () => {
    const app = mount(tenant, 'cube-embed-app');
    app.setAttribute('path', `${ROOT}/workbooks`);
    expect(app.path).to.equal(`${ROOT}/workbooks`);
    await ready(app);
    await isAt(app, '/workbooks');
    expect(await sent()).to.deep.equal([`${ROOT}/workbooks`]);
  });

  it('is ignored with a warning if it leads out of the embed', async () => {
    const app = await mountReady(tenant, 'cube-embed-app');
    await isAt(app, '/');
    for (const path of ['/../../x', '//evil.example/x', 'https://evil.example/', '/embed/dashboard/other']) {
      app.path = path;
      await app.updateComplete;
      expect(app.path).to.equal('/');
      expect(consoleLines()).to.deep.equal([
        `<cube-embed-app> path leads out of the embed and is ignored (got ${JSON.stringify(path)}).`,
      ]);
    }
    expect(await sent()).to.deep.equal([]);
  });

  it('restores the viewer’s path in a new frame', async () => {
    const app = await mountReady(tenant, 'cube-embed-app');
    await tenant.emit('navigate', { path: `${ROOT}/workbook/1` });
    await isAt(app, '/workbook/1');
    const renewed = heard(app, 'cube-embed-renewed');
    await app.renew();
    expect(renewed).to.have.length(1);
    expect(await sent(), 'before it is shown').to.deep.equal([`${ROOT}/workbook/1`]);
    await app.reload();
    await isAt(app, '/workbook/1');
    expect(await sent()).to.deep.equal([`${ROOT}/workbook/1`, `${ROOT}/workbook/1`]);
  });

  it('is cleared for another embed and after a fatal error', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    dashboard.path = '/orders';
    await until(() => dashboard.path === '/orders');
    dashboard.dashboardId = 'returns';
    await dashboard.updateComplete;
    expect(dashboard.path).to.be.undefined;
    await ready(dashboard);
    dashboard.path = '/orders';
    await dashboard.updateComplete;
    await tenant.emit('error', { message: 'Out of order', fatal: true });
    await until(() => dashboard.path !== '/orders');
    await ready(dashboard);
  });
});
