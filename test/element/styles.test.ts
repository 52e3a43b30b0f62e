import { expect } from '@open-wc/testing';
import type { CSSResult } from 'lit';
import type { CubeEmbedElement } from '../../src/index.js';
import { CubeEmbedInspector } from '../../src/inspector/inspector-element.js';
import { openInspector } from './inspector/support.js';
import { make, mount, newTenant, page } from './support.js';

/** Pseudo-classes that every supported engine has had for years. */
const KNOWN = [':host', ':not', ':hover', ':focus'];

/** The style rules of a sheet, those in its at-rules too. */
function styleRules(rules: CSSRuleList): CSSStyleRule[] {
  return [...rules].flatMap((rule) =>
    rule instanceof CSSStyleRule ? [rule] : rule instanceof CSSGroupingRule ? styleRules(rule.cssRules) : [],
  );
}

/** The selector without what stands in its parentheses. */
const outer = (selector: string): string => {
  let text = selector;
  for (let before = ''; before !== text;) [before, text] = [text, text.replace(/\([^()]*\)/g, '')];
  return text;
};

/** Lists of selectors that an engine drops as a whole if it does not know one of their pseudo-classes. */
function fragile(sheets: readonly CSSStyleSheet[]): string[] {
  return sheets
    .flatMap((sheet) => styleRules(sheet.cssRules))
    .map(({ selectorText }) => selectorText)
    .filter((selector) => outer(selector).includes(','))
    .filter((selector) => (selector.match(/::?[\w-]+/g) ?? []).some((pseudo) => !KNOWN.includes(pseudo)));
}

describe('the style sheet', () => {
  it('has a rule of its own for each selector that an older engine may not know', async () => {
    const tenant = await newTenant();
    const chat: CubeEmbedElement = mount(tenant, 'cube-embed-chat');
    const { adoptedStyleSheets } = chat.renderRoot as ShadowRoot;
    expect(styleRules(adoptedStyleSheets[0]!.cssRules)).to.have.length.above(8);
    expect(fragile(adoptedStyleSheets)).to.deep.equal([]);
  });

  it('of the inspector has one too', () => {
    const sheets = [CubeEmbedInspector.styles]
      .flat(9)
      .map((style) => (style as { styleSheet: CSSStyleSheet }).styleSheet);
    expect(fragile(sheets)).to.deep.equal([]);
  });

  it('finds a list that is dropped as a whole', () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '@media all { :host([hidden]), :host([popover]:not(:popover-open)) { color: red } } a:hover, b { color: red }',
    );
    expect(fragile([sheet])).to.have.length(1);
  });
});

describe('the inspector’s colors', () => {
  const PALETTE = ['ground', 'line', 'text', 'muted', 'track', 'good', 'busy', 'bad'];

  /** What the names stand for in an inspector. */
  const paletteOf = ({ renderRoot }: CubeEmbedInspector): string[] => {
    const probe = renderRoot.appendChild(document.createElement('i'));
    const colors = PALETTE.map((name) => {
      probe.style.backgroundColor = `var(--${name})`;
      return getComputedStyle(probe).backgroundColor;
    });
    probe.remove();
    return colors;
  };

  after(() => {
    document.documentElement.style.colorScheme = '';
  });

  it('are the light ones in an engine without light-dark(), on a dark page too', async () => {
    document.documentElement.style.colorScheme = 'light';
    const light = paletteOf(await openInspector());
    document.documentElement.style.colorScheme = 'dark';
    const inspector = await openInspector();
    expect(paletteOf(inspector)).not.to.deep.equal(light);
    const sheet = new CSSStyleSheet();
    const css = [CubeEmbedInspector.styles].flat(9).map((style) => (style as CSSResult).cssText);
    sheet.replaceSync(css.join('').replaceAll('light-dark(', 'no-such-function('));
    (inspector.renderRoot as ShadowRoot).adoptedStyleSheets = [sheet];
    expect(paletteOf(inspector)).to.deep.equal(light);
    expect(getComputedStyle(inspector).backgroundColor).to.equal(light[0]);
    expect(getComputedStyle(inspector).colorScheme).to.equal('light');
  });
});

it('a hidden element is not displayed, whatever else the engine supports', () => {
  const chat = make('cube-embed-chat', { hidden: true });
  page().append(chat);
  expect(getComputedStyle(chat).display).to.equal('none');
});
