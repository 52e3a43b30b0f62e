/** Registers an element, unless this page has one of that name already, or there is no page (Node). */
export function define(name: string, element: CustomElementConstructor): void {
  const registry = globalThis.customElements as CustomElementRegistry | undefined;
  if (registry && !registry.get(name)) registry.define(name, element);
}
