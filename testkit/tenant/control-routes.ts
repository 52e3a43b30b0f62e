import type { Fault, FaultPlace } from './faults.js';
import { HttpError, readJsonObject } from './http.js';
import { isGeneration } from './protocol.js';
import type { Call, Route } from './routes.js';
import type { EmitOptions } from './types.js';

const LOG_TAIL = 50;

const routes: Route[] = [
  {
    method: 'GET',
    path: '/__tenant/state',
    handle: ({ context }) => ({
      status: 200,
      body: {
        now: context.clock.now(),
        protocol: context.protocol,
        faults: context.faults.active,
        pages: context.hub.pages,
        sessions: context.sessions.all,
        log: context.log.slice(-LOG_TAIL),
      },
    }),
  },
  { method: 'GET', path: '/__tenant/log', handle: ({ context }) => ({ status: 200, body: context.log }) },
  command('clock', ({ context }, { advanceMs }) => {
    context.clock.advance(advanceMs as number);
    return { now: context.clock.now() };
  }),
  command('protocol', ({ context }, { protocol }) => {
    if (!isGeneration(protocol)) throw new TypeError('protocol must be one of none, events, renewal.');
    context.protocol = protocol;
  }),
  command('faults', ({ context }, { where, fault, times }) => {
    context.faults.set(
      where as FaultPlace,
      fault as Fault,
      times === undefined ? {} : { times: times as number },
    );
  }),
  {
    method: 'DELETE',
    path: '/__tenant/faults',
    handle({ context, url }) {
      context.faults.clear((url.searchParams.get('where') as FaultPlace | null) ?? undefined);
      return { status: 204 };
    },
  },
  command('mint', ({ context }, request) => ({
    sessionId: context.mintPartial(request),
  })),
  command('revoke', ({ context }, { sessionId }) => context.revoke(String(sessionId))),
  command('emit', ({ context }, { type, payload, surface, raw }) => ({
    pages: context.hub.emit(String(type), payload, {
      ...(surface === undefined ? {} : { surface: surface as NonNullable<EmitOptions['surface']> }),
      raw: raw === true,
    }),
  })),
  command('reset', ({ context }) => context.reset()),
];

/** The HTTP control API: the methods of `CubeTenant` for hosts in other languages and for pages. */
export const controlRoutes: Route[] = routes.map((route) => ({ ...route, cors: 'local' as const }));

/** A POST route with a JSON object as its body. It answers what `run` returns, and 400 for a `TypeError` or `RangeError`. */
function command(name: string, run: (call: Call, body: Record<string, unknown>) => unknown): Route {
  return {
    method: 'POST',
    path: `/__tenant/${name}`,
    async handle(call) {
      const body = await readJsonObject(call.request);
      try {
        const answer = run(call, body);
        return typeof answer === 'object' && answer !== null
          ? { status: 200, body: answer }
          : { status: 204 };
      } catch (error) {
        if (error instanceof TypeError || error instanceof RangeError)
          throw new HttpError(400, error.message);
        throw error;
      }
    },
  };
}
