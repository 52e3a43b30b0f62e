import type { PropertyDeclarations } from 'lit';

/** Properties whose attribute is the same name in kebab-case. */
export function attributes(names: readonly string[], type?: unknown): PropertyDeclarations {
  return Object.fromEntries(
    names.map((name) => [
      name,
      { type, attribute: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) },
    ]),
  );
}

/** Boolean properties by name, with the query parameter that each sets. */
export type Switches = Readonly<Record<string, string>>;

/** Switches that hide: `hideTitle` with, say, `showDashboardTitle`. */
export function hiding(show: string, names: readonly string[]): Switches {
  return Object.fromEntries(names.map((name) => [`hide${name}`, show + name]));
}

/**
 * The parameters of the switches that are on. To Cube, what grants is exactly `true`, what hides exactly `false`,
 * and the default is to be left out.
 */
export function switched(switches: Switches, element: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(switches)
      .filter(([name]) => (element as Record<string, unknown>)[name])
      .map(([name, parameter]) => [parameter, String(!name.startsWith('hide'))]),
  );
}
