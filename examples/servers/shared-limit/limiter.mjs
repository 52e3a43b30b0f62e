// limiter.mjs
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { createClient } from 'redis';

/** Counts requests in Redis, so that all processes of a host share one limit. */
export function createRedisLimiter(url) {
  const client = createClient({
    url,
    // While Redis is away, fail at once: the handler then counts by itself.
    disableOfflineQueue: true,
    commandOptions: { timeout: 500 },
  });
  // The handler tells onError. Without a listener, the client would end the process.
  client.on('error', () => undefined);
  client.connect().catch(() => undefined);

  const limiters = new Map();
  return {
    async take(key, max, windowMs) {
      const name = `${max}/${windowMs}`;
      const limiter =
        limiters.get(name) ??
        new RateLimiterRedis({
          storeClient: client,
          useRedisPackage: true,
          keyPrefix: `cube-embed:${name}`,
          points: max,
          duration: windowMs / 1000,
        });
      limiters.set(name, limiter);
      try {
        await limiter.consume(key);
        return { ok: true, retryAfter: 0 };
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        return { ok: false, retryAfter: refused.msBeforeNext / 1000 };
      }
    },
  };
}
