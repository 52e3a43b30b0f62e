/** Registers `<cube-embed-inspector>`. Safe to import twice, and in Node, where it registers nothing. */
import { CubeEmbedInspector } from './inspector-element.js';

export { CubeEmbedInspector };

const NAME = 'cube-embed-inspector';
const registry = globalThis.customElements as CustomElementRegistry | undefined;
if (registry && !registry.get(NAME)) registry.define(NAME, CubeEmbedInspector);
