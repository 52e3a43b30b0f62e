import type { IncomingMessage } from 'node:http';
import type { TenantContext } from './context.js';
import type { FaultPlace } from './faults.js';
import type { Reply } from './http.js';

/** One thing that the tenant answers. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** The whole path, or a test of it. */
  path: string | ((url: URL) => boolean);
  /** Where in the switchboard of faults this route is. */
  place?: FaultPlace;
  /**
   * Which pages may call it from a browser, beside the tenant's own: of `any` origin, or `local` ones (see
   * {@link isLocalOrigin}), while requests of others are refused. Default: none.
   */
  cors?: 'any' | 'local';
  handle(call: Call): Reply | Promise<Reply>;
}

/** A request on its way through a route. */
export interface Call {
  context: TenantContext;
  request: IncomingMessage;
  url: URL;
}
