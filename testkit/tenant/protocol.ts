/** One of Cube's three embeds. */
export type Surface = 'dashboard' | 'chat' | 'app';

/**
 * How much of the message protocol an embed page supports.
 *
 * - `none`: sends no messages and ignores those it receives.
 * - `events`: Cube's events and actions, except those of `renewal`.
 * - `renewal`: also the events `session-expiring` and `session-expired`, and the action `set-session`.
 *
 * Cube documents all of these messages. Older tenants support fewer of them.
 */
export type ProtocolGeneration = 'none' | 'events' | 'renewal';

/**
 * What navigation inside an embed does to the browser's history, which page and iframe share. `push`: each step adds an
 * entry, and Back undoes it. `replace`: each step changes the frame's current entry. `memory`: the history does not change.
 */
export type EmbedRouter = 'push' | 'replace' | 'memory';

export const GENERATIONS: readonly ProtocolGeneration[] = ['none', 'events', 'renewal'];
export const ROUTERS: readonly EmbedRouter[] = ['push', 'replace', 'memory'];

export function isGeneration(value: unknown): value is ProtocolGeneration {
  return GENERATIONS.includes(value as ProtocolGeneration);
}

export function isRouter(value: unknown): value is EmbedRouter {
  return ROUTERS.includes(value as EmbedRouter);
}
