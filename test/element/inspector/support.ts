import type { CubeEmbedInspector } from '../../../src/inspector/index.js';
import '../../../src/inspector/index.js';
import { page } from '../support.js';

/** An inspector in the page. */
export async function openInspector(
  properties: Partial<CubeEmbedInspector> = {},
): Promise<CubeEmbedInspector> {
  const inspector = Object.assign(document.createElement('cube-embed-inspector'), properties);
  page().append(inspector);
  await inspector.updateComplete;
  return inspector;
}

/** The texts of all elements that match in an inspector, with white space collapsed. */
export function texts(inspector: CubeEmbedInspector, selector: string): string[] {
  return [...inspector.renderRoot.querySelectorAll<HTMLElement>(selector)].map((found) =>
    found.innerText.replaceAll(/\s+/g, ' ').trim(),
  );
}

/** The log's lines as they are shown, without their times. */
export function logLines(inspector: CubeEmbedInspector): string[] {
  return texts(inspector, '.log > ol > li').map((text) => text.replaceAll(/\w{3},? \d\d:\d\d:\d\d ?/g, ''));
}

/** Sets the value of a control in the inspector, found by its label. */
export async function choose(inspector: CubeEmbedInspector, label: string, value: string): Promise<void> {
  const found = [...inspector.renderRoot.querySelectorAll('label')].find((one) =>
    one.innerText.startsWith(label),
  );
  const control = found!.querySelector<HTMLInputElement | HTMLSelectElement>('input, select')!;
  control.value = value;
  control.dispatchEvent(new Event(control.localName === 'input' ? 'input' : 'change', { bubbles: true }));
  await inspector.updateComplete;
}
