import { CubeEmbedInspector } from './inspector-element.js';

export { CubeEmbedInspector };

const NAME = 'cube-embed-inspector';
const registry = globalThis.customElements as CustomElementRegistry | undefined;
if (registry && !registry.get(NAME)) registry.define(NAME, CubeEmbedInspector);
