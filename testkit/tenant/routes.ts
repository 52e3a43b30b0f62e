import type { IncomingMessage } from 'node:http';
import type { TenantContext } from './context.js';
import type { Fault, FaultPlace } from './faults.js';
import type { Reply } from './http.js';

/** A route of the tenant's HTTP server. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** The exact path, or a function that matches the URL. */
  path: string | ((url: URL) => boolean);
  /** The place of this route's faults. Without it, no fault applies to the route. */
  place?: FaultPlace;
  /**
   * Which pages of other origins may call it from a browser: pages of `any` origin, or only `local` ones (see
   * {@link isLocalOrigin}); requests from others are refused. Defaults to none.
   */
  cors?: 'any' | 'local';
  handle(call: Call): Reply | Promise<Reply>;
}

/** What a route's handler gets. */
export interface Call {
  context: TenantContext;
  request: IncomingMessage;
  url: URL;
  /** The fault that applies to this request, if the request continues. */
  fault?: Fault | undefined;
}
