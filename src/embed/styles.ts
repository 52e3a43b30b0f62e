import { createElement } from '../shared/create-element.js';
import { perWindow } from '../page/listeners.js';

/*
 * An engine drops a whole selector list for one pseudo-class that it does not know, so each of those has a rule of its own.
 *
 * An unseen frame is fixed, so that its page cannot scroll the host's, and in the viewport, so that its page may draw at full
 * speed. `will-change`: without it, Firefox tells the page of a transparent frame that it cannot be seen. In Chromium, it would
 * cost a compositing layer for each frame.
 *
 * The backdrop of full screen is black, whatever the text's color is. With forced colors, the error panel's border is visible.
 */
const CSS = /* css */ `
  :host {
    display: block;
    position: relative;
    height: var(--cube-embed-height, 600px);
  }
  :host([hidden]) {
    display: none;
  }
  :host([popover]:not(:popover-open)) {
    display: none;
  }
  :host(:popover-open) {
    position: fixed;
    width: min(30em, 100%);
  }
  :host(:fullscreen) {
    background: Canvas;
  }
  :host(:fullscreen) [role] {
    color: CanvasText;
  }
  iframe,
  [role] {
    box-sizing: border-box;
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    border: 0;
  }
  iframe[inert] {
    position: fixed;
    inset: 0 auto auto 0;
    opacity: 0;
  }
  @supports (-moz-appearance: none) {
    iframe[inert] {
      will-change: opacity;
    }
  }
  [role] {
    content-visibility: auto;
    display: grid;
    place-content: center;
    place-items: center;
    gap: 1em;
    text-align: center;
    font:
      1em/1.5 system-ui,
      sans-serif;
  }
  i {
    box-sizing: border-box;
    width: 2em;
    height: 2em;
    border: 3px solid;
    border-right: 0;
    border-radius: 50%;
    opacity: 0.5;
    animation: turn 1s infinite steps(12);
  }
  [role='alert'] {
    grid-template-columns: minmax(0, 30em);
    padding: 1em;
    border: 1px solid transparent;
    border-radius: 0.5em;
    background: rgb(128 128 128 / 10%);
  }
  button {
    padding: 0.5em 1.25em;
    border: 1px solid;
    border-radius: 0.5em;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button:hover {
    background: rgb(128 128 128 / 20%);
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion) {
    i {
      animation: none;
    }
  }
`;

const sheetOf = perWindow((view) => {
  const { CSSStyleSheet } = view as Window & typeof globalThis;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  return sheet;
});

/** Gives a shadow root the style sheet of the window that it is in: a document refuses a sheet of another window. */
export function adoptStyles(root: ShadowRoot): void {
  const { ownerDocument } = root;
  const view = ownerDocument.defaultView;
  if (!view) return;
  try {
    root.adoptedStyleSheets = [sheetOf(view)];
  } catch {
    // Safari before 16.4, and jsdom, construct no style sheets.
    if (!root.querySelector('style')) root.append(createElement(ownerDocument, 'style', {}, CSS));
  }
}
