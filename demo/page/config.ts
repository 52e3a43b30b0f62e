import type { Surface } from '../../src/index.js';
import type { PageConfig } from '../server/host.js';

/** The configuration that the server inserted into the page. */
export const config = JSON.parse(document.getElementById('config')!.textContent!) as PageConfig;

/** The surfaces, in the order of their tabs. */
export const SURFACES: readonly Surface[] = ['dashboard', 'chat', 'app'];

/** An element of the page, by its id. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  return document.getElementById(id) as E;
}

/** Sends one of the demo's commands to the server. */
export async function command(name: string, body: object = {}): Promise<void> {
  const response = await fetch(`/demo/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The demo's server answered ${response.status} to ${name}.`);
}
