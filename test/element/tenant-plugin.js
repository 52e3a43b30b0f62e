import { HostBackend } from './host-backend.js';

/** The dashboards that the tests open. */
const DASHBOARDS = [
  'sales',
  'orders',
  'abc',
  'a b',
  'a b/c?d#e%25&é😀',
  'bound',
  'early',
  'other',
  'returns',
  'second',
  'third',
];
const HOST_PATH = /^\/host\/(\d+)\/session$/;
const NOT_BUILT = 'The emulated tenant is not built: run `npm run build -- testkit` first.';

/**
 * For web-test-runner: emulated tenants in the runner's process, one for each test that asks, each with a host's
 * backend at `/host/{id}/session` of the test page's origin. Tests control both by server commands; see `tenant.ts`.
 * The `middleware` answers for the backends, because a plugin receives only requests that could be files.
 */
export function tenants() {
  const places = new Map();
  let count = 0;

  const open = async (testing, options) => {
    const clock = testing.createTenantClock({ frozen: true });
    const tenant = testing.createCubeTenant({
      apiKey: 'a-key-for-tests',
      clock,
      deployments: [1, 7],
      dashboards: DASHBOARDS,
      chats: ['c 1'],
      ...options,
    });
    const id = ++count;
    places.set(id, { tenant, host: new HostBackend(() => tenant.mint()) });
    return { id, url: await tenant.start() };
  };

  /** The commands for a tenant or its host's backend, by name. */
  const CALLS = {
    mint: ({ tenant }, request) => tenant.mint(request),
    advance: ({ tenant }, ms) => tenant.clock.advance(ms),
    fault: ({ tenant }, where, fault, options) => tenant.faults.set(where, fault, options),
    clearFaults: ({ tenant }, where) => tenant.faults.clear(where),
    protocol: ({ tenant }, generation) => {
      tenant.protocol = generation;
    },
    emit: ({ tenant }, type, payload, options) => tenant.emit(type, payload, options),
    revoke: ({ tenant }, sessionId) => tenant.revoke(sessionId),
    sessions: ({ tenant }) => tenant.sessions,
    log: ({ tenant }) => tenant.log,
    pages: ({ tenant }) => tenant.pages,
    hostScript: ({ host }, answers) => host.script(answers),
    hostRelease: ({ host }) => host.release(),
    hostRequests: ({ host }) => host.requests,
    async stop({ tenant, host }, id) {
      places.delete(id);
      host.release();
      await tenant.stop();
    },
  };

  const middleware = (context, next) => {
    const [, id] = HOST_PATH.exec(context.path) ?? [];
    const place = places.get(Number(id));
    return place ? place.host.answer(context) : next();
  };

  const plugin = {
    name: 'cube-tenant',

    async serverStop() {
      await Promise.all([...places.values()].map(({ tenant }) => tenant.stop()));
    },

    async executeCommand({ command, payload }) {
      if (command === 'tenant:open') return open(await testKit(), payload);
      if (command !== 'tenant:call') return undefined;
      const { id, name, args } = payload;
      const place = places.get(id);
      if (!place) throw new Error(`Tenant ${id} has stopped.`);
      const result = await CALLS[name](place, ...(name === 'stop' ? [id] : args));
      // The runner treats a bare null as "not my command".
      return { result };
    },
  };
  return { plugin, middleware };
}

async function testKit() {
  try {
    return await import('../../dist/testing/index.js');
  } catch (error) {
    throw new Error(error.code === 'ERR_MODULE_NOT_FOUND' ? NOT_BUILT : String(error), { cause: error });
  }
}
