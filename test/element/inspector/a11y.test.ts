import { expect } from '@open-wc/testing';
// It only defines a global.
import 'axe-core/axe.min.js';
import type * as Axe from 'axe-core';
import { SessionDeniedError } from '../../../src/index.js';
import { consoleLines, mount, mountReady, newTenant, until } from '../support.js';
import { logLines, openInspector } from './support.js';

const axe = (window as unknown as { axe: typeof Axe }).axe;

for (const scheme of ['light', 'dark'] as const) {
  describe(`the inspector, ${scheme}`, () => {
    before(() => {
      document.documentElement.lang = 'en';
      document.documentElement.style.colorScheme = scheme;
    });
    after(() => {
      document.documentElement.style.colorScheme = '';
    });

    for (const docked of [false, true]) {
      it(`has no accessibility findings ${docked ? 'when docked' : 'in the page'}`, async () => {
        const tenant = await newTenant();
        const inspector = await openInspector({ docked });
        const chat = await mountReady(tenant, 'cube-embed-chat');
        await chat.renew();
        mount(tenant, 'cube-embed-dashboard', {
          fetchSession: () => Promise.reject(new SessionDeniedError()),
        });
        await until(() => logLines(inspector).length === 3);
        expect(consoleLines()).to.have.length(1);
        inspector.renderRoot.querySelector('details')!.open = true;
        const { violations } = await axe.run(inspector);
        expect(
          violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join()}`,
          ),
        ).to.be.empty;
      });
    }
  });
}

describe('the docked inspector', () => {
  it('closes with its button', async () => {
    const inspector = await openInspector({ docked: true });
    inspector.renderRoot.querySelector('button')!.click();
    expect(inspector.isConnected).to.be.false;
  });
});
