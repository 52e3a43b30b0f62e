import { expect } from '@open-wc/testing';
import type { CubeEmbedElement } from '../../src/index.js';
import { consoleLines, fakeTime, frameOf, heard, make, newTenant, page, until, usual } from './support.js';
import type { Tenant } from './tenant.js';

/** An element in a separate document with this Content-Security-Policy. */
function mountUnder(policy: string, tenant: Tenant): { chat: CubeEmbedElement; inner: Document } {
  const iframe = document.createElement('iframe');
  page().append(iframe);
  const inner = iframe.contentDocument!;
  const meta = inner.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = policy;
  inner.head.append(meta);
  const chat = make('cube-embed-chat', usual(tenant, 'cube-embed-chat'));
  inner.body.append(chat);
  return { chat, inner };
}

describe('a policy of the page', () => {
  it('that blocks the frame leads to an error that names what to add', async () => {
    const tenant = await newTenant();
    const clock = fakeTime();
    const { chat } = mountUnder("frame-src 'self'", tenant);
    const errors = heard(chat, 'cube-embed-error');
    await until(() => clock.tickAsync(100).then(() => chat.status === 'error'));
    const message = `The page's Content-Security-Policy blocks the embed. Add ${tenant.url} to its frame-src.`;
    expect(errors.map(({ error: { code }, fatal }) => [code, fatal])).to.deep.equal([
      ['invalid-config', true],
    ]);
    expect(chat.error?.message).to.equal(message);
    expect(consoleLines().join()).to.contain(message);
  });

  it('that blocks other resources of the tenant does not block the frame', async () => {
    const tenant = await newTenant({ protocol: 'none' });
    const clock = fakeTime();
    const { chat, inner } = mountUnder("img-src 'none'", tenant);
    let violations = 0;
    inner.addEventListener('securitypolicyviolation', () => (violations += 1));
    const load = (): void => {
      const image = inner.createElement('img');
      image.src = `${tenant.url}/image.png`;
      inner.body.append(image);
    };
    await until(() => chat.shadowRoot?.querySelector('iframe'));
    load();
    await until(() => violations === 1);
    await until(() => clock.tickAsync(100).then(() => chat.status !== 'loading'));
    expect(chat.status).to.equal('ready');
    load();
    await until(() => violations === 2);
    expect(chat.status).to.equal('ready');
    expect(frameOf(chat).inert).to.equal(false);
    await clock.tickAsync(10_000);
    expect(consoleLines().join()).to.contain('the embed sends no messages');
  });
});
