import type { CubeEmbedElement } from '../../src/index.js';
import { command, config } from './config.js';

const MINUTE = 60_000;
/** The stride of fast time. It divides 22 h 55 min, when a frame says that its token ends soon: so that comes first. */
const STRIDE = 25 * MINUTE;
/** How long fast time waits for an element that is at work. */
const PATIENCE_MS = 1500;
/** How long a word of the tenant's takes to its frame and on to the page. */
const HEARING_MS = 60;
/** How long a frame takes to exchange the session that it was handed: fast time would end its old token meanwhile. */
const EXCHANGE_MS = 500;

const realNow = Date.now.bind(Date);
let offset = config.ahead;
let handedOverAt = -Infinity;

/** The machine's time as the page sees it: after a reload, as far ahead as the tenants are. */
Date.now = () => realNow() + offset;

/** Notices sessions that go to a frame, so that fast time lets it take them. */
export function startMachineTime(): void {
  for (const name of ['cube-embed-renewed', 'cube-embed-ready']) {
    document.addEventListener(name, () => (handedOverAt = performance.now()));
  }
}

/** Lets the time run fast, on the page and at the tenant; stops for an element that is busy with its session. */
export async function runFast(ms: number, elements: () => readonly CubeEmbedElement[]): Promise<void> {
  for (let left = ms; left > 0; left -= STRIDE) {
    const stride = Math.min(left, STRIDE);
    // The page first: what the tenant's time sets off is then not cut short by this stride.
    passes(stride);
    await command('clock', { advanceMs: stride });
    await settled(elements());
  }
}

/** The machine sleeps: the clocks of page and tenant jump at once. What the page asks for at its wake-up comes after. */
export async function sleep(ms: number): Promise<void> {
  const jumped = command('clock', { advanceMs: ms, asleep: true });
  passes(ms);
  await jumped;
}

/** A browser's timers would have fired on the way, and a tab that wakes up is told so. */
function passes(ms: number): void {
  offset += ms;
  document.dispatchEvent(new Event('resume'));
}

/** Settles when no element has anything under way with its session; for a broken backend, when patience ends. */
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
      // A failed attempt is followed by a wait: no reason to stop the time.
      element.addEventListener('cube-embed-error', () => resolve(), options);
    }
  });
  done.abort();
}
