export { createCubeTenant } from './tenant.js';
export { createTenantClock } from './clock.js';
export type {
  ControlDefault,
  DashboardControls,
  DashboardOptions,
  FieldSwitch,
  FilterControl,
  GranularityControl,
  TenantDashboard,
} from './catalog.js';
export type { TenantClock, TenantClockOptions } from './clock.js';
export type { Fault, FaultPlace, Faults } from './faults.js';
export type { ExportRequest, RenderAs } from './exports/request.js';
export type { LogEntry, LogEvent } from './log.js';
export type { EmbedRouter, ProtocolGeneration, Surface } from './protocol.js';
export type {
  EmbedTheme,
  GenerateSessionRequest,
  SessionSettings,
  UserAttributeInput,
} from './session-request.js';
export type {
  CubeTenant,
  CubeTenantOptions,
  EmbedPageAssets,
  EmitOptions,
  TenantPage,
  TenantSession,
} from './types.js';
