import type { GenerateSessionRequest as ServerRequest } from 'cube-embed/server';

export type {
  EmbedTheme,
  EmbedUserProfile,
  SessionSettings,
  UserAttribute as UserAttributeInput,
} from 'cube-embed/server';

/** The body of `POST /api/v1/embed/generate-session`, as Cube's API description has it. */
export type GenerateSessionRequest = Omit<ServerRequest, 'extra'>;
