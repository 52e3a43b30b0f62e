// limiter.mjs
import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';

/** In one step, by Redis' own clock: drops what is older than the window, and admits the request if there is room. */
const TAKE = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local max, window = tonumber(ARGV[1]), tonumber(ARGV[2])
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
  if redis.call('ZCARD', KEYS[1]) >= max then
    return redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] + window - now
  end
  redis.call('ZADD', KEYS[1], now, ARGV[3])
  redis.call('PEXPIRE', KEYS[1], window)
  return 0`;

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

  return {
    async take(key, max, windowMs) {
      const wait = await client.eval(TAKE, {
        keys: [`cube-embed:${key}`],
        arguments: [String(max), String(windowMs), randomUUID()],
      });
      return { ok: wait === 0, retryAfter: wait / 1000 };
    },
    close: () => client.destroy(),
  };
}
