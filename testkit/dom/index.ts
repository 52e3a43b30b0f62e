/**
 * A stub of the three elements for component tests in jsdom, happy-dom or a browser: no frame, no network. Import it
 * before anything that imports `cube-embed`, in a setup file; the package leaves tags alone that are registered.
 */
import type { Surface } from 'cube-embed/elements';
import { StubElement } from './stub-element.js';
import type { EmbedStub } from './stub-element.js';

export type { EmbedStub, SentAction, StubError, StubErrorFields } from './stub-element.js';

const SURFACES: Surface[] = ['dashboard', 'chat', 'app'];

const registry = globalThis.customElements as CustomElementRegistry | undefined;
for (const surface of SURFACES) {
  const tag = `cube-embed-${surface}`;
  if (registry && !registry.get(tag)) registry.define(tag, StubElement.of(surface));
}

/**
 * The test's side of a stubbed element.
 * @throws TypeError when it is no stub: another element, `null`, or one of the real elements.
 */
export function embedStub(element: Element | null): EmbedStub {
  if (element instanceof StubElement) return element;
  const found = element ? `<${element.localName}>` : 'null';
  throw new TypeError(
    `embedStub needs one of the stubbed elements, got ${found}. Import cube-embed/testing/dom before cube-embed.`,
  );
}
