import type { Surface } from '../session/source.js';

/** Boolean properties by name, with the query parameter that each sets. */
export type Switches = Readonly<Record<string, string>>;

/** Properties that hide: `hideTitle` with, say, `showDashboardTitle`. */
const hiding = (show: string, names: readonly string[]): Switches =>
  Object.fromEntries(names.map((name) => [`hide${name}`, show + name]));

const DASHBOARD: Switches = {
  allowExport: 'allowExport',
  ...hiding('showDashboard', [
    'ExportMenu',
    'Header',
    'BackButton',
    'Title',
    'EditButton',
    'DuplicateButton',
  ]),
};

/** The boolean properties of each surface, with Cube's names for them. */
export const SWITCHES: Readonly<Record<Surface, Switches>> = {
  dashboard: DASHBOARD,
  app: { ...DASHBOARD, ...hiding('show', ['WorkbookBackButton']) },
  chat: { ...hiding('show', ['NewChat']), ...hiding('showChat', ['Input', 'History']) },
};

/**
 * Query parameters for the boolean properties that are true. Cube wants exactly `true` from a parameter that grants,
 * exactly `false` from one that hides; the default is to leave it out.
 */
export function switchParameters(
  surface: Surface,
  values: Readonly<Record<string, unknown>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SWITCHES[surface])
      .filter(([name]) => values[name])
      .map(([name, parameter]) => [parameter, String(!name.startsWith('hide'))]),
  );
}
