import { expect } from '@open-wc/testing';
// It only defines a global.
import 'axe-core/axe.min.js';
import type * as Axe from 'axe-core';
import type { CubeEmbedElement } from '../../src/index.js';
import { configure, SessionDeniedError } from '../../src/index.js';
import type { Tag } from './support.js';
import {
  consoleLines,
  frameOf,
  make,
  mountReady,
  newTenant,
  page,
  partOf,
  turn,
  until,
  usual,
} from './support.js';
import type { Tenant } from './tenant.js';

const axe = (window as unknown as { axe: typeof Axe }).axe;

// WebKitGTK's computed colors of a button differ from the painted ones (white on dark gray in a dark page).
const PAINTS_ITS_OWN_BUTTONS =
  /AppleWebKit/.test(navigator.userAgent) && !/Chrome|Macintosh/.test(navigator.userAgent);

/** The violations that axe finds in the element, as text. The embed itself is Cube's. */
async function findings(element: CubeEmbedElement): Promise<string[]> {
  const rules = PAINTS_ITS_OWN_BUTTONS ? { 'color-contrast': { enabled: false } } : {};
  const { violations } = await axe.run(element, { iframes: false, rules });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
}

for (const scheme of ['light', 'dark'] as const) {
  describe(`accessibility, ${scheme}`, () => {
    let tenant: Tenant;

    before(() => {
      document.documentElement.lang = 'en';
      document.documentElement.style.cssText = `color-scheme: ${scheme}; background: Canvas; color: CanvasText`;
    });

    after(() => {
      document.documentElement.style.cssText = '';
    });

    beforeEach(async () => {
      tenant = await newTenant();
    });

    /** An element whose panel is rendered. */
    async function mountPanel(
      tag: Tag,
      panel: 'loading' | 'error',
      fetchSession: () => Promise<string>,
    ): Promise<CubeEmbedElement> {
      const element = make(tag, { ...usual(tenant, tag), fetchSession });
      page().append(element);
      await until(() => partOf(element, panel));
      await turn();
      consoleLines();
      return element;
    }

    for (const tag of ['cube-embed-dashboard', 'cube-embed-chat', 'cube-embed-app'] as const) {
      it(`finds no violation in a <${tag}> that loads`, async () => {
        const element = await mountPanel(tag, 'loading', () => new Promise(() => undefined));
        expect(await findings(element)).to.be.empty;
      });

      it(`finds no violation in a <${tag}> that is ready`, async () => {
        expect(await findings(await mountReady(tenant, tag))).to.be.empty;
      });

      it(`finds no violation in a <${tag}> that failed`, async () => {
        const element = await mountPanel(tag, 'error', () => Promise.reject(new SessionDeniedError()));
        expect(partOf(element, 'retry')).to.exist;
        expect(await findings(element)).to.be.empty;
      });
    }

    it('finds no violation in a lazy element', async () => {
      const space = document.createElement('div');
      space.style.height = '5000px';
      const chat = make('cube-embed-chat', { ...usual(tenant, 'cube-embed-chat'), loading: 'lazy' });
      page().append(space, chat);
      await turn();
      expect(chat.status).to.equal('idle');
      expect(await findings(chat)).to.be.empty;
    });

    it('finds no violation while a new frame loads behind the old one', async () => {
      const chat = await mountReady(tenant, 'cube-embed-chat');
      await tenant.fault('token', { kind: 'hang' });
      void chat.renew();
      await until(() => chat.renderRoot.querySelectorAll('iframe').length === 2);
      expect(await findings(chat)).to.be.empty;
    });

    it('finds no violation with the page’s own strings', async () => {
      configure({ strings: { denied: 'Kein Zugang.', retry: 'Nochmals' } });
      const element = await mountPanel('cube-embed-chat', 'error', () =>
        Promise.reject(new SessionDeniedError()),
      );
      expect(await findings(element)).to.be.empty;
    });
  });
}

describe('the accessibility check itself', () => {
  it('finds a frame without a name', async () => {
    const tenant = await newTenant();
    const chat = await mountReady(tenant, 'cube-embed-chat');
    frameOf(chat).title = '';
    expect(await findings(chat)).not.to.be.empty;
  });
});
