import type { PropertyDeclarations } from '@lit/reactive-element';
import { SWITCHES } from '../frame/switches.js';
import { CubeEmbedElement } from './embed-element.js';
import { booleans, TEXT } from './properties.js';

/** Creator Mode: Cube's app, where viewers make their own dashboards. Requires `deployment-id`. */
export class CubeEmbedApp extends CubeEmbedElement {
  static override readonly properties: PropertyDeclarations = this.accessors({
    path: TEXT,
    ...booleans(SWITCHES.app),
  });

  /**
   * The page of the embed, relative to its root: `/workbook/130`. Returns where the viewer is, once the embed has reported
   * it; setting it navigates without a reload. A new frame goes back to it. `session` and `sessionId` are removed from it, and
   * a path outside the embed is ignored with a console warning. Cleared when `baseUrl` or `deploymentId` changes.
   */
  declare path: string | undefined;

  /** Lets the viewer export data, if the account has "Allow data downloads". */
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

  readonly surface = 'app';
}
