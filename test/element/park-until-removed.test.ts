import { expect } from '@open-wc/testing';
import { parkUntilRemoved } from '../../src/frameworks/park-until-removed.js';
import type { CubeEmbedDashboard } from '../../src/index.js';
import { signOut } from '../../src/index.js';
import { mountReady, newTenant, ready, turn } from './support.js';
import type { Tenant } from './tenant.js';

const canMove = 'moveBefore' in Element.prototype;

(canMove ? describe : describe.skip)('an element that its framework removes', () => {
  let tenant: Tenant;
  let parent: HTMLElement;

  beforeEach(async () => {
    tenant = await newTenant();
    parent = document.createElement('main');
    document.body.append(parent);
  });

  afterEach(() => {
    signOut();
    parent.remove();
  });

  /** An element whose removal a transition delays: it has its embed back. */
  async function leave(container = parent): Promise<CubeEmbedDashboard> {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', { keep: true });
    container.append(dashboard);
    await ready(dashboard);
    parkUntilRemoved(dashboard);
    expect(dashboard.status).to.equal('idle');
    await ready(dashboard);
    await turn();
    return dashboard;
  }
  const minted = async (): Promise<number> => (await tenant.log('minted')).length;

  const REMOVALS: [string, (element: Element) => void][] = [
    ['removeChild()', (element) => element.parentNode?.removeChild(element)],
    ['remove()', (element) => element.remove()],
    ['the removal of an ancestor', () => parent.remove()],
  ];
  for (const [what, remove] of REMOVALS) {
    it(`is parked again at ${what} after a transition`, async () => {
      const dashboard = await leave();
      const before = await minted();
      remove(dashboard);
      document.body.append(parent);
      parent.append(dashboard);
      await ready(dashboard);
      expect(await minted()).to.equal(before);
    });
  }

  it('is parked when another one is removed later, and leaves the page’s nodes as they were', async () => {
    const first = await leave();
    const second = await leave(document.body);
    const before = await minted();
    first.remove();
    second.remove();
    for (const node of [first, second, parent, document.body, document])
      expect(Object.keys(node)).not.to.include.any.members(['remove', 'removeChild']);
    document.body.append(first, second);
    await ready(first);
    await ready(second);
    expect(await minted()).to.equal(before);
    first.remove();
    second.remove();
  });

  it('is parked once if it is removed at once', async () => {
    const dashboard = await mountReady(tenant, 'cube-embed-dashboard', { keep: true });
    parkUntilRemoved(dashboard);
    dashboard.remove();
    await turn();
    expect(Object.keys(dashboard)).not.to.include('remove');
  });
});
