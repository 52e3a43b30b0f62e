import { Listeners, perWindow } from './listeners.js';

/** When to look after the window's `blur`, in milliseconds: Firefox tells only later where the focus has gone. */
const LOOKS = [0, 20, 60, 150, 400];
/** Milliseconds between leaving an element and the window's `blur` within which the one is taken for the cause of the other. */
const RECENT = 1_000;

/** Takes the focus back from an unseen frame; returns whether there was one that had it. */
type GiveBack = (frame: HTMLElement | undefined) => boolean;

const guardsOf = perWindow((view) => {
  let left: HTMLElement | undefined;
  let leftAt = -Infinity;
  const remember = (event: Event): void => {
    const target = event.composedPath()[0] as HTMLElement;
    // An unseen frame that the focus was taken back from is no place to go back to.
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
  const guards = new Listeners<[GiveBack]>((signal) => {
    view.addEventListener('focusout', remember, { signal, capture: true });
    view.addEventListener('blur', look, { signal });
    left = undefined;
  });
  return guards;
});

/**
 * Gives the keyboard focus back to where it was when the page in an unseen frame has taken it: `inert` does not keep a page
 * from focusing itself, in Chromium and Firefox. `intruder`: see `Frames`. Returns how to stop.
 */
export function guardFocus(view: Window, intruder: () => HTMLElement | undefined): () => void {
  return guardsOf(view).add((giveBack) => giveBack(intruder()));
}
