import { expect } from '@open-wc/testing';
import { framesOf, mount, newTenant, page, until } from './support.js';

// The driver loses a page of Firefox where a script focuses another window. `test/page/unseen.spec.ts` runs there.
(/Firefox/.test(navigator.userAgent) ? describe.skip : describe)(
  'an invisible frame that takes the focus',
  () => {
    it('loses it each time to the field of the page that had it', async () => {
      const tenant = await newTenant();
      await tenant.fault('page', { kind: 'hang' });
      const chat = mount(tenant, 'cube-embed-chat');
      const field = document.createElement('input');
      page().append(field);
      await until(() => framesOf(chat).length === 1);
      for (let push = 0; push < 2; push++) {
        field.focus();
        framesOf(chat)[0]!.contentWindow!.focus();
        expect(document.activeElement).to.equal(chat);
        await until(() => document.activeElement === field, 'the focus to be back');
      }
    });

    it('loses it to the page if no field had it', async () => {
      const tenant = await newTenant();
      await tenant.fault('page', { kind: 'hang' });
      const chat = mount(tenant, 'cube-embed-chat');
      await until(() => framesOf(chat).length === 1);
      framesOf(chat)[0]!.contentWindow!.focus();
      expect(document.activeElement).to.equal(chat);
      await until(() => document.activeElement === document.body, 'the focus to be nowhere');
    });
  },
);
