// worker.mjs
import { DurableObject } from 'cloudflare:workers';
import { createSessionHandler } from 'cube-embed/server';

/** The requests of one viewer. Cloudflare runs one object for each name, and gives it one call after the other. */
export class RequestCount extends DurableObject {
  async take(max, windowMs) {
    const { storage } = this.ctx;
    const now = Date.now();
    const times = ((await storage.get('times')) ?? []).filter((time) => time > now - windowMs);
    if (times.length >= max) return { ok: false, retryAfter: (times[0] + windowMs - now) / 1000 };
    await storage.put('times', [...times, now]);
    await storage.setAlarm(now + windowMs);
    return { ok: true, retryAfter: 0 };
  }

  /** Nothing was admitted for a whole window. */
  async alarm() {
    await this.ctx.storage.deleteAll();
  }
}

/** Counts requests in Durable Objects, so that all instances of a worker share one limit. */
export const createObjectLimiter = (namespace) => ({
  take: (key, max, windowMs) => namespace.get(namespace.idFromName(key)).take(max, windowMs),
});

// The key is in `env`, which a worker sees only with a request.
let cubeSession;

export default {
  fetch(request, env) {
    cubeSession ??= createSessionHandler({
      tenantUrl: env.CUBE_TENANT_URL,
      apiKey: env.CUBE_API_KEY,
      deploymentId: Number(env.CUBE_DEPLOYMENT_ID),
      // For trying only: every visitor is this viewer. Replace it with your own sign-in.
      identify: () => ({ externalId: 'ada@example.com' }),
      limiter: createObjectLimiter(env.REQUEST_COUNT),
    });
    return cubeSession(request);
  },
};
