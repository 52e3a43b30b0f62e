import type { CubeTenant } from '../../testkit/tenant/index.js';
import type { Tenants } from './tenants.js';
import { GENERATIONS } from './tenants.js';

/** How long the clock waits for a frame to exchange a session that it received, in milliseconds. */
const EXCHANGE_MS = 600;

/** Commands of the page for the emulated tenants, by the last part of the path; each returns the answer. */
export const STEERING: Record<
  string,
  (tenants: Tenants, body: Record<string, unknown>) => object | Promise<object>
> = {
  async clock(tenants, { advanceMs, asleep }) {
    // Nothing runs while the machine sleeps.
    if (!asleep) await handedOver(tenants.current);
    tenants.clock.advance(Number(advanceMs));
    return { now: tenants.clock.now() };
  },
  generation(tenants, { generation }) {
    const known = GENERATIONS.find((name) => name === generation);
    if (!known) throw new TypeError(`generation must be one of ${GENERATIONS.join(', ')}.`);
    tenants.generation = known;
    return { generation: known };
  },
  fatal: ({ current }) => ({
    pages: current.emit('error', { message: 'The dashboard crashed, on purpose.', fatal: true }),
  }),
};

/** In fast time, a session would expire before its frame exchanges it, which takes almost no time in reality. */
async function handedOver(tenant: CubeTenant): Promise<void> {
  const patience = Date.now() + EXCHANGE_MS;
  while (tenant.sessions.some(({ state }) => state === 'fresh') && Date.now() < patience) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
