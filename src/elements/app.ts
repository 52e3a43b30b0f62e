import type { PropertyDeclarations } from 'lit';
import type { Surface } from '../session/source.js';
import type { Switches } from './attributes.js';
import { attributes, hiding, switched } from './attributes.js';
import { DASHBOARD_SWITCHES } from './dashboard.js';
import { CubeEmbedElement } from './embed-element.js';

const SWITCHES: Switches = { ...DASHBOARD_SWITCHES, ...hiding('show', ['WorkbookBackButton']) };

/** Creator Mode: Cube's app, where viewers make dashboards of their own. `deployment-id` is required. */
export class CubeEmbedApp extends CubeEmbedElement {
  static override readonly properties: PropertyDeclarations = attributes(Object.keys(SWITCHES), Boolean);

  /** Lets the viewer export data. */
  declare allowExport: boolean;
  /** Hides the export menu. */
  declare hideExportMenu: boolean;
  /** Hides a dashboard's header. */
  declare hideHeader: boolean;
  /** Hides a dashboard's back button. */
  declare hideBackButton: boolean;
  /** Hides a dashboard's title. */
  declare hideTitle: boolean;
  /** Hides a dashboard's edit button. */
  declare hideEditButton: boolean;
  /** Hides a dashboard's duplicate button. */
  declare hideDuplicateButton: boolean;
  /** Hides a workbook's back button. */
  declare hideWorkbookBackButton: boolean;

  readonly surface: Surface = 'app';
  protected readonly defaultTitle = 'Cube App';

  /** @internal */
  override get fixedQuery(): Record<string, string> {
    return { ...super.fixedQuery, ...switched(SWITCHES, this) };
  }
}
