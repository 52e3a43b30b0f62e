import { expect } from '@open-wc/testing';
import { CubeEmbedChat } from '../../../src/index.js';
import {
  begun,
  deferred,
  fakeTime,
  make,
  mount,
  mountReady,
  newTenant,
  page,
  until,
  usual,
} from '../support.js';
import type { Tenant } from '../tenant.js';
import { HOUR, leap } from '../time.js';
import { openInspector, texts } from './support.js';

// A second copy of the library would use the same tag names; under another name, the inspector detects it by its events.
class OtherChat extends CubeEmbedChat {}
customElements.define('another-chat', OtherChat);

describe('the inspector’s list of embeds', () => {
  let tenant: Tenant;

  beforeEach(async () => {
    tenant = await newTenant();
  });

  it('says so when there is none', async () => {
    expect(texts(await openInspector(), '.cards li')).to.deep.equal([
      'There is no cube-embed element on this page.',
    ]);
  });

  it('contains embeds that were added before it and after it', async () => {
    await mountReady(tenant, 'cube-embed-dashboard');
    const inspector = await openInspector();
    expect(texts(inspector, '.name')).to.deep.equal(['Dashboard sales']);
    await mountReady(tenant, 'cube-embed-chat', { id: 'help' });
    await inspector.updateComplete;
    expect(texts(inspector, '.name')).to.deep.equal(['Dashboard sales', 'Chat #help']);
    expect(texts(inspector, '.status')).to.deep.equal(['ready', 'ready']);
  });

  it('distinguishes two embeds of the same kind', async () => {
    mount(tenant, 'cube-embed-chat');
    mount(tenant, 'cube-embed-chat');
    expect(texts(await openInspector(), '.name')).to.deep.equal(['Chat', 'Chat (2)']);
  });

  it('contains embeds in open shadow roots before their first event', async () => {
    const outer = document.createElement('div');
    const lazy = make('cube-embed-chat', { ...usual(tenant, 'cube-embed-chat'), loading: 'lazy' });
    const space = document.createElement('div');
    space.style.height = '5000px';
    outer.attachShadow({ mode: 'open' }).append(space, lazy);
    page().append(outer);
    const inspector = await openInspector();
    expect(texts(inspector, '.status')).to.deep.equal(['idle']);
  });

  it('contains embeds with other tag names once they dispatch events', async () => {
    const inspector = await openInspector();
    const other = Object.assign(new OtherChat(), usual(tenant, 'cube-embed-chat'));
    page().append(other);
    await until(() => other.status === 'ready');
    await inspector.updateComplete;
    expect(texts(inspector, '.name')).to.deep.equal(['<another-chat>']);
  });

  it('marks an element whose script has not run', async () => {
    // All three tags are defined here, but an element of another namespace is never upgraded.
    page().append(document.createElementNS('http://www.w3.org/2000/svg', 'cube-embed-chat'));
    const inspector = await openInspector();
    expect(texts(inspector, '.bar-text')).to.deep.equal(['not defined: the cube-embed script has not run']);
  });

  it('drops embeds that were removed', async () => {
    const clock = fakeTime();
    const inspector = await openInspector();
    const chat = mount(tenant, 'cube-embed-chat');
    await until(() => texts(inspector, '.name').length === 1);
    chat.remove();
    await clock.tickAsync(1_000);
    await inspector.updateComplete;
    expect(texts(inspector, '.name')).to.be.empty;
  });

  it('shows the token’s age and when it will be renewed', async () => {
    const clock = fakeTime();
    const inspector = await openInspector();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    await leap(clock, 3 * HOUR);
    await inspector.updateComplete;
    expect(texts(inspector, '.bar-text')).to.deep.equal([
      'token 3 h of 24 h next renewal in 20 h to 20 h 30 min, or when the embed asks for it',
    ]);
    const fill = inspector.renderRoot.querySelector<HTMLElement>('.fill')!;
    expect(parseFloat(fill.style.width)).to.be.closeTo(12.5, 0.1);
    await chat.reload();
    await inspector.updateComplete;
    expect(texts(inspector, '.bar-text')[0]).to.match(/^token \d+ (ms|s) of 24 h/);
  });

  it('uses the element’s own token-ttl', async () => {
    const clock = fakeTime();
    const inspector = await openInspector();
    await mountReady(tenant, 'cube-embed-chat', { tokenTtl: 7200 });
    await leap(clock, HOUR / 2);
    await inspector.updateComplete;
    expect(texts(inspector, '.bar-text')[0]).to.match(/^token 30 min.* of 2 h next renewal in 1 h 2[45] min/);
  });

  it('shows the wait for a session, then the session’s age while the frame loads', async () => {
    const clock = fakeTime();
    const inspector = await openInspector();
    const answer = deferred<string>();
    await tenant.fault('page', { kind: 'hang' });
    await begun(mount(tenant, 'cube-embed-chat', { fetchSession: () => answer.promise }));
    await clock.tickAsync(20_000);
    await inspector.updateComplete;
    expect(texts(inspector, '.bar-text')[0]).to.match(/^waiting for a session for 20 s/);
    answer.resolve(await tenant.mint());
    await clock.tickAsync(15_000);
    await inspector.updateComplete;
    expect(texts(inspector, '.bar-text')[0]).to.match(/^session 35 s of 5 min/);
    expect(inspector.renderRoot.querySelector('.bar')!.getAttribute('data-of')).to.equal('session');
  });

  it('does not guess the age of a token from before it was opened', async () => {
    await mountReady(tenant, 'cube-embed-chat');
    const inspector = await openInspector();
    expect(texts(inspector, '.bar-text')[0]).to.match(/^token older than the inspector, age unknown/);
  });

  it('shows the last renewal and the number of renewals', async () => {
    const inspector = await openInspector();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    await chat.renew();
    await inspector.updateComplete;
    const facts = texts(inspector, '.facts');
    expect(facts[0]).to.equal('2 session calls · renewed 0 × in place, 1 × by a new frame');
    expect(facts[1]).to.match(/^Last renewal \w{3},? \d\d:\d\d:\d\d: by a new frame \(renew\)$/);
  });
});
