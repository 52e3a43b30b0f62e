import { expect } from '@open-wc/testing';
import type { SessionContext } from '../../src/index.js';
import { configure } from '../../src/index.js';
import type { Tag } from './support.js';
import { consoleLines, mount, mountReady, newTenant, ready, until } from './support.js';
import type { Tenant } from './tenant.js';

describe('session-endpoint', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  it('receives a POST for JSON with the page’s cookies', async () => {
    document.cookie = 'signed-in=yes';
    await mountReady(tenant, 'cube-embed-dashboard', {
      fetchSession: undefined,
      sessionEndpoint: tenant.endpoint,
    });
    const [request, ...more] = await tenant.hostRequests();
    expect(more).to.be.empty;
    expect(request!.method).to.equal('POST');
    expect(request!.headers['accept']).to.equal('application/json');
    expect(request!.headers['content-type']).to.equal('application/json');
    expect(request!.headers['cookie']).to.contain('signed-in=yes');
    expect(request!.headers['authorization']).to.be.undefined;
  });

  const BODIES: [Tag, object, object][] = [
    ['cube-embed-dashboard', { dashboardId: 'abc' }, { surface: 'dashboard', dashboardId: 'abc' }],
    [
      'cube-embed-dashboard',
      { dashboardId: 'abc', deploymentId: '1' },
      { surface: 'dashboard', dashboardId: 'abc', deploymentId: '1' },
    ],
    ['cube-embed-chat', {}, { surface: 'chat' }],
    ['cube-embed-app', { deploymentId: '1' }, { surface: 'app', deploymentId: '1' }],
  ];
  for (const [tag, properties, body] of BODIES) {
    it(`receives what a <${tag}> with ${JSON.stringify(properties)} requires`, async () => {
      await mountReady(tenant, tag, {
        ...properties,
        fetchSession: undefined,
        sessionEndpoint: tenant.endpoint,
      });
      const [request] = await tenant.hostRequests();
      expect(JSON.parse(request!.body)).to.deep.equal({ ...body, reason: 'initial' });
    });
  }

  it('receives the reason of each further call', async () => {
    const chat = await mountReady(tenant, 'cube-embed-chat', {
      fetchSession: undefined,
      sessionEndpoint: tenant.endpoint,
    });
    await chat.reload();
    await tenant.hostScript({ status: 404 }, {});
    await chat.reload().catch(() => undefined);
    expect(consoleLines()).to.have.length(1);
    chat.renderRoot.querySelector('button')!.click();
    await ready(chat);
    await chat.renew();
    const requests = await tenant.hostRequests();
    const reasons = requests.map(({ body }) => (JSON.parse(body) as { reason: string }).reason);
    expect(reasons).to.deep.equal(['initial', 'reload', 'reload', 'retry', 'renewal']);
  });

  it('is not called if there is a callback', async () => {
    await mountReady(tenant, 'cube-embed-chat', { sessionEndpoint: tenant.endpoint });
    expect(await tenant.hostRequests()).to.be.empty;
  });

  it('of the element overrides a callback of the page', async () => {
    configure({ fetchSession: () => Promise.reject(new Error('not asked')) });
    await mountReady(tenant, 'cube-embed-chat', {
      fetchSession: undefined,
      sessionEndpoint: tenant.endpoint,
    });
    expect(await tenant.hostRequests()).to.have.length(1);
  });
});

describe('fetchSession', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  it('receives what is required, and why', async () => {
    const calls: SessionContext[] = [];
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', {
      dashboardId: 'abc',
      deploymentId: '1',
      fetchSession: (context) => {
        calls.push(context);
        return tenant.mint();
      },
    });
    const { signal, ...context } = calls[0]!;
    expect(context).to.deep.equal({
      surface: 'dashboard',
      dashboardId: 'abc',
      deploymentId: '1',
      reason: 'initial',
      attempt: 1,
    });
    expect(signal.aborted).to.be.false;
    await dashboard.reload();
    expect(calls.map(({ reason, attempt }) => [reason, attempt])).to.deep.equal([
      ['initial', 1],
      ['reload', 1],
    ]);
  });

  it('may return an id or an object that contains one', async () => {
    await mountReady(tenant, 'cube-embed-chat', { fetchSession: () => tenant.mint() });
    await mountReady(tenant, 'cube-embed-chat', {
      fetchSession: async () => ({ sessionId: await tenant.mint() }),
    });
    expect(await tenant.log('exchanged')).to.have.length(2);
  });

  it('is called for every frame, and each frame gets its own session', async () => {
    const elements = [1, 2, 3].map(() => mount(tenant, 'cube-embed-chat'));
    await Promise.all(elements.map(ready));
    await Promise.all(elements.map((element) => element.reload()));
    await until(() => tenant.log('exchanged').then(({ length }) => length === 6));
    const pages = await tenant.log('page');
    expect(new Set(pages.map(({ sessionId }) => sessionId)).size).to.equal(6);
    expect(await tenant.log('refused')).to.be.empty;
  });

  it('can be set for the page too', async () => {
    configure({ baseUrl: tenant.url, fetchSession: () => tenant.mint() });
    const chat = mount(tenant, 'cube-embed-chat', { baseUrl: undefined, fetchSession: undefined });
    await ready(chat);
  });
});
