/**
 * A clock that only runs forward, in milliseconds. Between two readings, whichever of the two clocks says that
 * more time has passed is right: the monotonic one may stand still while the machine sleeps, the wall clock may
 * be set back (W3C High Resolution Time leaves the first to the browser). A reading that is no number, of a mocked clock,
 * counts for nothing.
 */
export function elapsedClock(
  wall = (): number => Date.now(),
  monotonic = (): number => performance.now(),
): () => number {
  let lastWall = wall();
  let lastMonotonic = monotonic();
  let elapsed = 0;
  return () => {
    const wallNow = wall();
    const monotonicNow = monotonic();
    elapsed += Math.max(wallNow - lastWall || 0, monotonicNow - lastMonotonic || 0, 0);
    lastWall = wallNow;
    lastMonotonic = monotonicNow;
    return elapsed;
  };
}
