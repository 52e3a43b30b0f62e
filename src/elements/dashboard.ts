import type { PropertyDeclarations } from 'lit';
import type { Filters } from '../frame/controls.js';
import { prefixed } from '../frame/controls.js';
import type { Surface } from '../session/source.js';
import type { Switches } from './attributes.js';
import { attributes, hiding, switched } from './attributes.js';
import { CubeEmbedElement } from './embed-element.js';

/** The booleans of a dashboard, with Cube's names for them. */
export const DASHBOARD_SWITCHES: Switches = {
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

/** A Cube dashboard. */
export class CubeEmbedDashboard extends CubeEmbedElement {
  static override readonly properties: PropertyDeclarations = {
    ...attributes(['dashboardId']),
    ...attributes(Object.keys(DASHBOARD_SWITCHES), Boolean),
    filters: { attribute: false },
    timeGranularities: { attribute: false },
    fieldSwitches: { attribute: false },
  };

  /** The dashboard's public id; required. */
  declare dashboardId: string | undefined;
  /** Filters by `view.dimension`; a later change is sent as an action. */
  declare filters: Filters | undefined;
  /** Granularities by `view.dimension`, in lower case; a later change makes a new frame. */
  declare timeGranularities: Readonly<Record<string, string>> | undefined;
  /** Members to show in place of others, by `view.replaced_member`; a later change makes a new frame. */
  declare fieldSwitches: Readonly<Record<string, string>> | undefined;
  /** Lets the viewer export data. */
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

  readonly surface: Surface = 'dashboard';
  protected readonly defaultTitle = 'Dashboard';

  /** @internal */
  override get fixedQuery(): Record<string, string> {
    return {
      ...super.fixedQuery,
      ...switched(DASHBOARD_SWITCHES, this),
      ...prefixed('tg_', this.timeGranularities),
      ...prefixed('ms_', this.fieldSwitches),
    };
  }
}
