// Imported first, to count from the start.
import { listenedTo } from './listener-count.js';
import { expect } from '@open-wc/testing';
import type { CubeEmbedElement } from '../../src/index.js';
import { fakeTime, make, mount, newTenant, page, pendingTimers, ready, turn, usual } from './support.js';

const atStart = listenedTo();

describe('listeners of the page', () => {
  it('are as many for 50 elements as for one', async () => {
    const tenant = await newTenant();
    const one = mount(tenant, 'cube-embed-chat');
    await ready(one);
    const withOne = listenedTo();
    expect(withOne.length).to.be.above(atStart.length);
    const more = Array.from({ length: 49 }, () =>
      make('cube-embed-chat', { ...usual(tenant, 'cube-embed-chat'), loading: 'lazy' }),
    );
    page().append(...more);
    await Promise.all(more.map((element: CubeEmbedElement) => element.updateComplete));
    await turn();
    expect(listenedTo()).to.deep.equal(withOne);
  });

  it('are all gone after 100 rounds of mounting and unmounting', async () => {
    const tenant = await newTenant();
    const clock = fakeTime();
    const chat = mount(tenant, 'cube-embed-chat');
    for (let round = 0; round < 100; round++) {
      if (round % 3 === 0) await chat.updateComplete;
      if (round % 10 === 0) await ready(chat);
      chat.remove();
      if (round % 2 === 0) await turn();
      page().append(chat);
    }
    chat.remove();
    await turn();
    expect(listenedTo()).to.deep.equal(atStart);
    expect(pendingTimers(clock)).to.be.empty;
    expect(chat.renderRoot.querySelectorAll('iframe')).to.have.length(0);
  });
});
