export { generateSession, revokeSession } from './api.js';
export type { CubeCallOptions } from './api.js';
export type { CubeConnection } from './connection.js';
export type { EndpointOptions, RequestHandler } from './endpoint.js';
export { CubeApiError, CubeLimiterError, CubeRequestError } from './errors.js';
export type { CubeApiErrorCode, CubeApiErrorDetails } from './errors.js';
export { exportDashboard } from './exports/export.js';
export type { ExportOptions } from './exports/export.js';
export { createExportHandler } from './exports/handler.js';
export type { ExportHandler, ExportHandlerOptions } from './exports/handler.js';
export type { EmbedSubject, ExportFilter, ExportRequest } from './exports/request.js';
export { createSessionHandler } from './handler.js';
export type { SessionHandler, SessionHandlerOptions, SessionMeasure } from './handler.js';
export type { Limiter } from './rate-limit/limiter.js';
export type { OriginOptions } from './origins.js';
export type {
  EmbedTenantProfile,
  EmbedUserProfile,
  GenerateSessionRequest,
  GroupDefinition,
  SessionSettings,
  UserAttribute,
  UserAttributeDefinition,
  UserAttributeValue,
  Viewer,
} from './request.js';
export type { EmbedTheme } from '../theme.js';
