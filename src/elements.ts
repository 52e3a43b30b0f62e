/** The classes and all that goes with them; registers nothing. */
export { CubeEmbedApp } from './elements/app.js';
export { CubeEmbedChat } from './elements/chat.js';
export { CubeEmbedDashboard } from './elements/dashboard.js';
export { CubeEmbedElement } from './elements/embed-element.js';
export type { PrerenderOptions } from './elements/parking.js';
export { parkAll, parkOnNavigate, prerender } from './elements/parking.js';
export type { CubeEmbedEventMap } from './embed/event-map.js';
export type { LoadTiming } from './embed/load-timing.js';
export type { ColorScheme, CubeActionPayloads, EmbedTheme } from './frame/actions.js';
export type {
  EmptyOperator,
  Filter,
  FilterOperator,
  Filters,
  FilterScalar,
  FilterValue,
} from './frame/filters.js';
export type { CubeEventPayloads, CubeMessage } from './frame/events.js';
export type { EmbedDefaults, EmbedStrings } from './page/defaults.js';
export { configure } from './page/defaults.js';
export type {
  CubeExportErrorCode,
  ExportDashboardOptions,
  ExportProgress,
  ExportSource,
} from './page/export-dashboard.js';
export { CubeExportError, exportDashboard } from './page/export-dashboard.js';
export type { PreloadOptions } from './page/preload.js';
export { preload } from './page/preload.js';
export type { EndpointOptions } from './session/endpoint.js';
export { endpointSource } from './session/endpoint.js';
export { signOut } from './page/sign-out.js';
export type { CubeEmbedErrorCode, CubeEmbedErrorOptions } from './shared/errors.js';
export { CubeEmbedError, SessionDeniedError } from './shared/errors.js';
export type { FetchSession, SessionContext, SessionReason, Surface } from './session/source.js';
export type { EmbedStatus, Renewal, RenewalMethod, RenewalTrigger } from './session/world.js';
