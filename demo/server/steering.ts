import type { CubeTenant, LogEntry, ProtocolGeneration } from '../../testkit/tenant/index.js';
import type { News } from './news.js';

const GENERATIONS: readonly ProtocolGeneration[] = ['none', 'events', 'renewal'];
/** How long the time waits for a frame to exchange the session that it was handed, in milliseconds. */
const EXCHANGE_MS = 600;
/** How often the tenant's log is looked at for something to tell, in milliseconds. */
const LOOK_MS = 150;

/** What the page can do to the emulated tenant, by the last part of the path; gives what to answer. */
export const STEERING: Record<
  string,
  (tenant: CubeTenant, body: Record<string, unknown>) => object | Promise<object>
> = {
  async clock(tenant, { advanceMs }) {
    await handedOver(tenant);
    tenant.clock.advance(Number(advanceMs));
    return { now: tenant.clock.now() };
  },
  generation(tenant, { generation }) {
    const known = GENERATIONS.find((name) => name === generation);
    if (!known) throw new TypeError(`generation is one of ${GENERATIONS.join(', ')}`);
    tenant.protocol = known;
    return { generation: known };
  },
  fatal(tenant) {
    return {
      pages: tenant.emit('error', { message: 'The dashboard crashed, on purpose.', fatal: true }),
    };
  },
};

/** Fast time would let a session expire on the way to its frame, which takes next to no time in real life. */
async function handedOver(tenant: CubeTenant): Promise<void> {
  const patience = Date.now() + EXCHANGE_MS;
  while (tenant.sessions.some(({ state }) => state === 'fresh') && Date.now() < patience) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Tells what happens at the tenant as it happens; returns how to stop that. */
export function watchTenant(tenant: CubeTenant, tell: (news: News) => void): () => void {
  let told = 0;
  const timer = setInterval(() => {
    for (; told < tenant.log.length; told += 1) {
      const news = newsOf(tenant.log[told]!);
      if (news) tell({ from: 'tenant', ...news });
    }
  }, LOOK_MS);
  return () => clearInterval(timer);
}

/** Without ids: what a log shows, a screenshot shares. */
function newsOf(entry: LogEntry): Omit<News, 'from'> | null {
  switch (entry.kind) {
    case 'exchanged':
      return { text: 'session exchanged for a token' };
    case 'page':
      return { text: 'frame loaded', surface: entry.surface };
    case 'refused':
      return { text: `${entry.where} refused: ${entry.status} ${entry.reason}`, bad: true };
    case 'action':
      return { text: `heard ${entry.type.replace('cube:action:', '')}`, surface: entry.surface };
    default:
      return null;
  }
}
