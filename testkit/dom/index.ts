/**
 * Stubs of the three elements for component tests in jsdom, happy-dom or a browser: no iframe, no network. Import it in a
 * setup file, before anything that imports `cube-embed`: the package does not register tags that are already registered.
 * Safe to import twice, and in Node, where it registers nothing.
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
 * Returns a stubbed element with the methods for tests.
 * @throws TypeError if `element` is `null` or not a stub, e.g. because the real elements were registered first.
 */
export function embedStub(element: Element | null): EmbedStub {
  if (element instanceof StubElement) return element;
  const found = element ? `<${element.localName}>` : 'null';
  throw new TypeError(
    `embedStub requires a stubbed element (got ${found}). Import cube-embed/testing/dom before cube-embed.`,
  );
}
