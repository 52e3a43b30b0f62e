import type { GenerateSessionRequest as ServerRequest } from 'cube-embed/server';

export type {
  EmbedTheme,
  EmbedUserProfile,
  SessionSettings,
  UserAttribute as UserAttributeInput,
} from 'cube-embed/server';

/** The body of Cube's `POST /api/v1/embed/generate-session`. Source: Cube's API description. */
export type GenerateSessionRequest = Omit<ServerRequest, 'extra'>;
