import type { FrameSlot } from '../session/world.js';
import type { Frame } from './frames.js';
import type { PathScope } from './path.js';
import { isSamePath, relativePath, saidPath, wholePath } from './path.js';

/** Milliseconds for an embed to report the path that it was sent to. */
const ARRIVAL_TIMEOUT = 10_000;

/** A frame, as far as its place counts. */
type Located = Pick<Frame, 'path'>;

/** A page that the embed was sent to, or will be once its frame is ready. */
interface Wish {
  whole: string;
  /** When the wish expires; `Infinity` before the frame is ready. */
  until: number;
  /** The first other page that the embed has reported since. */
  other?: string;
}

/**
 * Which page of the embed the viewer is at, or is on the way to. A wish counts until the embed says that page, or a
 * second other one, or 10 s after the frame was ready. A new frame is sent back to where the viewer was.
 */
export interface Place {
  /** The page, relative to the embed's root where it is within; `undefined` while nothing is known. */
  readonly path: string | undefined;
  /** The same as a whole path, to which a new frame is brought back; `undefined` until the embed has said where it is. */
  readonly back: string | undefined;
  /**
   * The host wishes for a page; `undefined` takes the wish back. Returns the whole path to send the frame to, when it is
   * there already.
   */
  wish(path: string | undefined): string | undefined;
  /** A frame has said that it is at this path. Returns whether that is the page it was sent to. */
  hear(frame: Located, slot: FrameSlot, path: unknown): boolean;
  /** A frame is ready. Returns the whole path to send it to, if it is to be at another page than it is. */
  ready(frame: Located | undefined, slot: FrameSlot): string | undefined;
  /** The next frame becomes the live one. */
  promote(next: Located | undefined): void;
  /** No frame is live any more. */
  down(): void;
  /** Forgets everything, for another embed. */
  forget(): void;
}

/** `scope`: of the embed as it is set now. `ignored`: a path was wished for that leads out of the embed. */
export function createPlace(
  now: () => number,
  scope: () => PathScope,
  ignored: (path: string) => void,
): Place {
  /** The viewer's last known page, in this live frame or the previous one. */
  let known: string | undefined;
  let wished: Wish | undefined;
  let isUp = false;

  /** Where the viewer should be: the wish while it is valid, otherwise the last known page. */
  function target(): string | undefined {
    if (wished && known !== undefined && now() >= wished.until) wished = undefined;
    return wished?.whole ?? known;
  }

  return {
    get path() {
      const whole = target();
      return whole === undefined ? undefined : relativePath(whole, scope());
    },
    get back() {
      return known && target();
    },
    wish(path) {
      const whole = path === undefined ? path : wholePath(path, scope());
      if (path === undefined) wished = undefined;
      else if (whole === undefined) ignored(path);
      if (whole === undefined || isSamePath(whole, target())) return undefined;
      wished = { whole, until: isUp ? now() + ARRIVAL_TIMEOUT : Infinity };
      return isUp ? whole : undefined;
    },
    hear(frame, slot, path) {
      const said = saidPath(path, scope());
      if (said === undefined) return false;
      // An equal text is not kept anew: one for each message of each element would outlive the young generation of the heap.
      const whole = frame.path === said ? frame.path : said;
      frame.path = whole;
      if (slot === 'live') known = whole;
      const wish = wished;
      if (!wish || wish.until === Infinity) return false;
      const isThere = isSamePath(whole, wish.whole);
      const other = (wish.other ??= whole);
      if (isThere || !isSamePath(whole, other)) wished = undefined;
      return isThere;
    },
    ready(frame, slot) {
      if (slot === 'live') isUp = true;
      const whole = target();
      if (whole === undefined) return undefined;
      wished = { whole, until: now() + ARRIVAL_TIMEOUT };
      return isSamePath(whole, frame?.path ?? scope().root) ? undefined : whole;
    },
    promote(next) {
      known = next?.path ?? known;
    },
    down() {
      isUp = false;
    },
    forget() {
      known = undefined;
      wished = undefined;
    },
  };
}
