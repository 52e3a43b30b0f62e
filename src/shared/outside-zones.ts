/** What of zone.js is used. */
interface Zones {
  root?: { run?<T>(act: () => T): T };
}

/**
 * Runs `act` where zone.js counts nothing that begins in it as the application's work: an Angular application is not stable, and
 * not hydrated, while one of its timers is pending, and an embed always has one. Without zone.js, runs it as it is.
 */
export function outsideZones<T>(act: () => T): T {
  const { root } = (globalThis as { Zone?: Zones }).Zone ?? {};
  return root?.run ? root.run(act) : act();
}
