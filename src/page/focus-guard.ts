import { Listeners, perWindow } from './listeners.js';

/** Milliseconds after the window's `blur` at which to look: Firefox reports only later where the focus went. */
const LOOKS = [0, 20, 60, 150, 400];
/** Milliseconds from an element's `focusout` to the window's `blur` within which they belong together. */
const RECENT = 1_000;

/** Takes the focus back from an unseen frame. Returns whether one had it. */
type GiveBack = (frame: HTMLElement | undefined) => boolean;

const guardsOf = perWindow((view) => {
  let left: HTMLElement | undefined;
  let leftAt = -Infinity;
  const remember = (event: Event): void => {
    const target = event.composedPath()[0] as HTMLElement;
    // Never return the focus to an unseen frame that it was just taken from.
    if (target.inert) return;
    left = target;
    leftAt = event.timeStamp;
  };
  const look = ({ timeStamp }: Event): void => {
    const giveBack: GiveBack = (frame) => {
      if (!frame) return false;
      const back = Math.abs(timeStamp - leftAt) < RECENT ? left : undefined;
      leftAt = timeStamp;
      frame.blur();
      view.focus();
      back?.focus({ preventScroll: true });
      return true;
    };
    for (const wait of LOOKS) view.setTimeout(() => guards.tell(giveBack), wait);
  };
  const guards = new Listeners<[GiveBack]>((on) => {
    const toggle = on ? 'addEventListener' : 'removeEventListener';
    view[toggle]('focusout', remember, true);
    view[toggle]('blur', look);
    left = undefined;
  });
  return guards;
});

/**
 * Restores the keyboard focus after the page in an unseen frame took it: in Chromium and Firefox, `inert` does not stop a page
 * from focusing itself. `focusedUnseen`: see `Frames`. Returns a function that stops it.
 */
export function guardFocus(view: Window, focusedUnseen: () => HTMLElement | undefined): () => void {
  return guardsOf(view).add((giveBack) => giveBack(focusedUnseen()));
}
