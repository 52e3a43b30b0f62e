import { expect } from '@open-wc/testing';
import type { SinonStub } from 'sinon';
import {
  heard,
  make,
  mount,
  mountReady,
  newTenant,
  next,
  page,
  ready,
  turn,
  until,
  usual,
} from './support.js';
import { consoleLines, frameOf } from './support.js';
import type { Tenant } from './tenant.js';

describe('an element', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  it('has booleans that default to false', () => {
    const dashboard = make('cube-embed-dashboard');
    expect([dashboard.allowExport, dashboard.hideTitle, make('cube-embed-chat').hideInput]).to.eql([
      false,
      false,
      false,
    ]);
    expect(make('cube-embed-app').hideWorkbookBackButton).to.be.false;
  });

  it('treats a removed attribute as if it had never been set', async () => {
    const dashboard = make('cube-embed-dashboard', usual(tenant, 'cube-embed-dashboard'));
    for (const name of ['sandbox', 'allow', 'referrerpolicy', 'loading', 'deployment-id', 'locale']) {
      dashboard.setAttribute(name, '1');
      dashboard.removeAttribute(name);
    }
    page().append(dashboard);
    await ready(dashboard);
    const frame = frameOf(dashboard);
    expect(frame.getAttribute('sandbox')).to.contain('allow-scripts');
    expect(frame.allow).to.contain('fullscreen');
    expect(frame.referrerPolicy).to.equal('strict-origin');
    expect(new URL(frame.src).pathname).to.equal('/embed/dashboard/sales');
    expect(new URL(frame.src).searchParams.has('locale')).to.be.false;
  });

  it('ends in invalid-config when a required id is removed', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    Object.assign(dashboard, { dashboardId: null });
    await until(() => dashboard.status === 'error');
    expect(dashboard.error?.code).to.equal('invalid-config');
    expect(await tenant.log('minted')).to.have.length(1);
    consoleLines();
  });

  it('that is lazy continues when its properties are valid again', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', { loading: 'lazy' });
    dashboard.dashboardId = undefined;
    await until(() => dashboard.status === 'error');
    dashboard.dashboardId = 'other';
    await ready(dashboard);
    consoleLines();
  });

  it('sends a theme that cannot be cloned as it is, such as a proxy', async () => {
    const theme = new Proxy({ primaryColor: '#123456' }, {});
    await mountReady(tenant, 'cube-embed-dashboard', { theme });
    await until(async () => (await tenant.log('action')).length);
  });

  it('ends in invalid-config with a theme that cannot be sent at all', async () => {
    const theme: Record<string, unknown> = {};
    theme['self'] = theme;
    const dashboard = mount(tenant, 'cube-embed-dashboard', { theme });
    await until(() => dashboard.status === 'error');
    expect(dashboard.error?.code).to.equal('invalid-config');
    expect(await tenant.log('minted')).to.be.empty;
    consoleLines();
  });

  it('sends the actions of a task to the embed that the same task sets', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', { colorScheme: 'dark' });
    await until(async () => (await tenant.log('action')).length === 1);
    dashboard.dashboardId = 'other';
    dashboard.navigate('/details');
    await ready(dashboard);
    await until(async () => (await tenant.log('action')).length >= 3);
    const after = (await tenant.log('action')).slice(1);
    expect(after.map(({ type }) => type)).to.have.members([
      'cube:action:set-color-scheme',
      'cube:action:navigate',
    ]);
  });
});

describe('a message of the embed', () => {
  it('whose error contains an id is passed on without it', async () => {
    const tenant = await newTenant();
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    const [{ sessionId: id }] = (await tenant.sessions()) as unknown as [{ sessionId: string }];
    const errors = heard(dashboard, 'cube-embed-error');
    const message = next(dashboard, 'cube-embed-message');
    await tenant.emit('error', { message: `${'x'.repeat(285)}${id}` });
    const { detail } = await message;
    await until(() => errors.length);
    expect(JSON.stringify(detail)).not.to.contain(id.slice(0, 8));
    expect(errors[0]?.error.message).not.to.contain(id.slice(0, 8));
  });

  it('whose texts are not strings causes no error', async () => {
    const tenant = await newTenant();
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard');
    const faults: string[] = [];
    const listen = ({ message }: ErrorEvent): number => faults.push(message);
    window.addEventListener('error', listen);
    for (const message of [{ toString: 1 }, [[[]]], 7, null]) {
      const passed = next(dashboard, 'cube-embed-message');
      await tenant.emit('error', { message });
      await passed;
    }
    await turn();
    window.removeEventListener('error', listen);
    expect(faults).to.be.empty;
    expect(dashboard.status).to.equal('ready');
  });
});

describe('a console that throws', () => {
  it('does not prevent events or further use', async () => {
    const tenant = await newTenant();
    (console.error as unknown as SinonStub).throws(new Error('no console here'));
    const dashboard = mount(tenant, 'cube-embed-dashboard', { baseUrl: 'http://acme.example' });
    const errors = heard(dashboard, 'cube-embed-error');
    await until(() => dashboard.status === 'error');
    await turn();
    expect(errors).to.have.length(1);
    expect(() => dashboard.sendAction('set-session', {})).not.to.throw();
    dashboard.baseUrl = tenant.url;
    await ready(dashboard);
  });
});
