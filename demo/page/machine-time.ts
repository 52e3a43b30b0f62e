import type { CubeEmbedElement } from '../../src/index.js';
import { command, config } from './config.js';

const MINUTE = 60_000;
/** The step of fast time. It divides 22 h 55 min, when a frame sends session-expiring, so that this happens before anything later. */
const STRIDE = 25 * MINUTE;
/** How long fast time waits for a busy element. */
const PATIENCE_MS = 1500;
/** How long a message of the tenant takes to reach its frame and then the page. */
const HEARING_MS = 60;
/** How long a frame takes to exchange a session that it received; otherwise its old token would expire in fast time. */
const EXCHANGE_MS = 500;

const realNow = Date.now.bind(Date);
let offset = config.ahead;
let handedOverAt = -Infinity;

/** The machine's time in the page; after a reload, it is ahead by as much as the tenants' clock. */
Date.now = () => realNow() + offset;

/** Detects sessions that are sent to a frame, so that fast time waits for their exchange. */
export function startMachineTime(): void {
  for (const name of ['cube-embed-renewed', 'cube-embed-ready']) {
    document.addEventListener(name, () => (handedOverAt = performance.now()));
  }
}

/** Runs the clocks of page and tenant fast; pauses while an element is busy with its session. */
export async function runFast(ms: number, elements: () => readonly CubeEmbedElement[]): Promise<void> {
  for (let left = ms; left > 0; left -= STRIDE) {
    const stride = Math.min(left, STRIDE);
    // The page's clock moves first, so that this step does not cut off what the tenant's time triggers.
    passes(stride);
    await command('clock', { advanceMs: stride });
    await settled(elements());
  }
}

/** Simulates sleep: the clocks of page and tenant jump at once. Requests of the page at waking come afterwards. */
export async function sleep(ms: number): Promise<void> {
  const jumped = command('clock', { advanceMs: ms, asleep: true });
  passes(ms);
  await jumped;
}

/** A browser's timers would have fired meanwhile, and a tab receives an event when it wakes up. */
function passes(ms: number): void {
  offset += ms;
  document.dispatchEvent(new Event('resume'));
}

/** Resolves when no element is busy with its session, or after a timeout if the backend is broken. */
async function settled(elements: readonly CubeEmbedElement[]): Promise<void> {
  await pause(HEARING_MS);
  const busy = elements.filter(atWork);
  if (busy.length > 0) await atRest(busy);
  await pause(handedOverAt + EXCHANGE_MS - performance.now());
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const atWork = ({ status, renewing }: CubeEmbedElement): boolean => status === 'loading' || renewing;

async function atRest(busy: readonly CubeEmbedElement[]): Promise<void> {
  const done = new AbortController();
  const options = { signal: done.signal };
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    done.signal.addEventListener('abort', () => clearTimeout(timer));
    for (const element of busy) {
      const check = (): void => {
        if (!busy.some(atWork)) resolve();
      };
      element.addEventListener('cube-embed-status-change', check, options);
      element.addEventListener('cube-embed-renewed', check, options);
      // A failed attempt is followed by a delay, so time need not stop.
      element.addEventListener('cube-embed-error', () => resolve(), options);
    }
  });
  done.abort();
}
