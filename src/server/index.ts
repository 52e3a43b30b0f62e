export { generateSession, revokeSession } from './api.js';
export type { CubeCallOptions } from './api.js';
export type { CubeConnection } from './connection.js';
export { CubeApiError, CubeRequestError } from './errors.js';
export type { CubeApiErrorCode, CubeApiErrorDetails } from './errors.js';
export { createSessionHandler } from './handler.js';
export type { SessionHandler, SessionHandlerOptions } from './handler.js';
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
