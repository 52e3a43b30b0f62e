import { expect } from '@open-wc/testing';
import { restore, spy, useFakeTimers } from 'sinon';
import type { SinonFakeTimers, SinonSpy } from 'sinon';
import { preconnect } from '../../src/frame/preconnect.js';

const HEAD_START = 20;

describe('the connection to a tenant', () => {
  let box: HTMLElement;
  let clock: SinonFakeTimers;
  let attach: SinonSpy<[ShadowRootInit], ShadowRoot>;
  let port = 65_500;
  /** Nobody listens there, and nobody has asked for it before: it is opened once a page. */
  const nowhere = (): URL => new URL(`https://127.0.0.1:${(port += 1)}/some/path`);

  beforeEach(() => {
    box = document.createElement('div');
    document.body.append(box);
    clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    attach = spy(Element.prototype, 'attachShadow');
  });
  afterEach(() => {
    clock.restore();
    restore();
    box.remove();
  });

  it('is opened by one cheap request in a frame that nobody sees, and that goes again', () => {
    const tenant = nowhere();
    preconnect(box, tenant);
    clock.tick(HEAD_START - 1);
    expect(box.firstChild).to.equal(null);
    clock.tick(1);
    expect((box.firstChild as HTMLElement).hidden).to.equal(true);
    const frame = attach.firstCall.returnValue.querySelector('iframe');
    expect(frame?.src).to.equal(`${tenant.origin}/robots.txt`);
    expect(frame?.getAttribute('sandbox')).to.equal('');
    frame?.dispatchEvent(new Event('load'));
    expect(box.firstChild).to.equal(null);
  });

  it('is opened once a page', () => {
    const tenant = nowhere();
    preconnect(box, tenant);
    preconnect(box, tenant);
    clock.tick(HEAD_START);
    expect(box.children).to.have.length(1);
  });

  it('is not opened for an element that has its frame by then, or is gone', () => {
    preconnect(box, nowhere());
    box.append(document.createElement('iframe'));
    clock.tick(HEAD_START);
    expect(box.children).to.have.length(1);
    box.replaceChildren();
    preconnect(box, nowhere());
    box.remove();
    clock.tick(HEAD_START);
    expect(box.children).to.have.length(0);
  });

  it('is not opened to a tenant on this machine, which is near', () => {
    preconnect(box, new URL('http://127.0.0.1:65499'));
    clock.tick(HEAD_START);
    expect(box.children).to.have.length(0);
  });
});
