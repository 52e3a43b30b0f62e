import type { PropertyDeclarations, PropertyValues } from '@lit/reactive-element';
import { filterAction, filterParameters, filterText } from '../frame/controls.js';
import type { Filters } from '../frame/filters.js';
import { filterProblem } from '../frame/filters.js';
import { SWITCHES } from '../frame/switches.js';
import { warnOnce } from '../page/console.js';
import { CubeEmbedElement } from './embed-element.js';
import { booleans, data, TEXT } from './properties.js';

/** A Cube dashboard. Requires `dashboard-id`. */
export class CubeEmbedDashboard extends CubeEmbedElement {
  static override readonly properties: PropertyDeclarations = this.accessors({
    dashboardId: TEXT,
    path: TEXT,
    ...booleans(SWITCHES.dashboard),
    ...data('filters', 'timeGranularities', 'fieldSwitches'),
  });

  /** The dashboard's public id; required. */
  declare dashboardId: string | undefined;
  /**
   * The page of the embed, relative to its root (`/`), or a whole path (`/embed/…`) after a link to another
   * dashboard. Returns where the viewer is, once the embed has reported it; setting it navigates without a reload. A new frame
   * goes back to it. `session` and `sessionId` are removed from it, and a path outside the embed is ignored with a console
   * warning. Cleared when `baseUrl`, `deploymentId` or `dashboardId` changes.
   */
  declare path: string | undefined;
  /**
   * Filters by `view.dimension`: a value, or `{ type, value }` with one of Cube's operators. A filter needs a control on the
   * dashboard. A later change is sent as an action; a filter that is taken away makes a new frame. The attribute holds JSON.
   */
  declare filters: Filters | undefined;
  /** Granularities by `view.dimension`, in lower case; a later change makes a new frame. The attribute holds JSON. */
  declare timeGranularities: Readonly<Record<string, string>> | undefined;
  /** Members to show in place of others, by `view.replaced_member`; a later change makes a new frame. The attribute holds JSON. */
  declare fieldSwitches: Readonly<Record<string, string>> | undefined;
  /** Lets the viewer export data, if the account has "Allow data downloads". */
  declare allowExport: boolean;
  /** Hides the export menu. */
  declare hideExportMenu: boolean;
  /** Hides the header. */
  declare hideHeader: boolean;
  /** Hides the back button. */
  declare hideBackButton: boolean;
  /** Hides the title. */
  declare hideTitle: boolean;
  /** Hides the edit button. */
  declare hideEditButton: boolean;
  /** Hides the duplicate button. */
  declare hideDuplicateButton: boolean;

  readonly surface = 'dashboard';

  /** Sets filters, by `view.dimension`, on the live embed; those not named stay as they are. */
  setFilter(filters: Filters): void {
    this.#checkFilters(filters);
    const texts = Object.entries(filterParameters(filters)).map(([parameter, json]) =>
      filterText(parameter, json),
    );
    if (texts.length) this.sendAction('set-filter', filterAction(texts));
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    if (changed.has('filters')) this.#checkFilters(this.filters);
  }

  /** Warns of filters that Cube does not know: it would show other data without a word. */
  #checkFilters(filters: Filters | null | undefined): void {
    for (const [member, filter] of Object.entries(filters ?? {})) {
      const problem = filterProblem(member, filter);
      if (problem) warnOnce(problem, this, problem);
    }
  }
}
