import { now } from '../page/alarm.js';
import { defaults } from '../page/defaults.js';

/** How long an embed took to be ready, in milliseconds. */
export interface LoadTiming {
  /** From the first call for a session until one came. */
  readonly session: number;
  /** From then until the embed was ready. */
  readonly frame: number;
  readonly total: number;
}

/** For an embed that was there already. */
export const NO_TIME: LoadTiming = { session: 0, frame: 0, total: 0 };

/** Measures the loads of one embed. */
export class LoadTimer {
  #began = 0;
  #sessionAt = 0;

  /** The first call for a session is made. */
  begin(): void {
    this.#began = now();
  }

  /** A frame is given the session. */
  sessionCame(): void {
    this.#sessionAt = now();
  }

  /** The frame is ready. Shows the times in DevTools where `configure` asks for it. */
  end(): LoadTiming {
    const session = this.#sessionAt - this.#began;
    const frame = now() - this.#sessionAt;
    const timing = { session, frame, total: session + frame };
    if (defaults().measure) showInDevTools(timing);
    return timing;
  }
}

/** DevTools shows entries with such a `detail` as a track of their own. */
function showInDevTools({ session, total }: LoadTiming): void {
  const end = performance.now();
  const start = end - total;
  const detail = { devtools: { dataType: 'track-entry', track: 'cube-embed' } };
  performance.measure('cube-embed-session', { start, end: start + session, detail });
  performance.measure('cube-embed-frame', { start: start + session, end, detail });
  performance.measure('cube-embed-total', { start, end, detail });
}
