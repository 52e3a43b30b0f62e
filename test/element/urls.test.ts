import { expect } from '@open-wc/testing';
import { frameOf, mountReady, newTenant } from './support.js';
import type { Tenant } from './tenant.js';

describe('the URL of a frame', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  /** The address as the tenant saw it, and the session that it minted for it. */
  async function asked(): Promise<{ url: URL; session: string }> {
    const [page, ...more] = await tenant.log('page');
    const [minted] = await tenant.log('minted');
    expect(more).to.be.empty;
    expect(page!.sessionId).to.equal(minted!.sessionId);
    return { url: new URL(page!.url, tenant.url), session: minted!.sessionId };
  }

  it('is the short form of a dashboard', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', { dashboardId: 'abc' });
    const { url, session } = await asked();
    expect(frameOf(dashboard).src).to.equal(`${tenant.url}/embed/dashboard/abc?session=${session}`);
    expect(url.href).to.equal(frameOf(dashboard).src);
  });

  it('is the deployment form of a dashboard', async () => {
    await mountReady(tenant, 'cube-embed-dashboard', { dashboardId: 'abc', deploymentId: '1' });
    const { url, session } = await asked();
    expect(url.pathname + url.search).to.equal(`/embed/d/1/dashboard/abc?session=${session}`);
  });

  it('is the short form of a chat, which calls the session sessionId', async () => {
    await mountReady(tenant, 'cube-embed-chat');
    const { url, session } = await asked();
    expect(url.pathname + url.search).to.equal(`/embed/chat?sessionId=${session}`);
  });

  it('is the deployment form of a chat', async () => {
    await mountReady(tenant, 'cube-embed-chat', { deploymentId: '1' });
    const { url, session } = await asked();
    expect(url.pathname + url.search).to.equal(`/embed/d/1/chat?session=${session}`);
  });

  it('is the one form of Creator Mode', async () => {
    await mountReady(tenant, 'cube-embed-app', { deploymentId: '1' });
    const { url, session } = await asked();
    expect(url.pathname + url.search).to.equal(`/embed/d/1/app?session=${session}`);
  });
});
