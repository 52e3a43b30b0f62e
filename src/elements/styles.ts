import { unsafeCSS } from 'lit';

/** A literal has nothing to guard against, and Lit's `css` would bring its guard's error message to every page. */
export const styles = unsafeCSS(/* css */ `
  :host {
    display: block;
    position: relative;
    height: var(--cube-embed-height, 600px);
  }
  :host([hidden]) {
    display: none;
  }
  iframe,
  [role] {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    border: 0;
  }
  iframe[inert] {
    opacity: 0;
  }
  [role] {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 1em;
    text-align: center;
    font:
      1em system-ui,
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
  button {
    font: inherit;
    padding: 0.5em 1em;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion) {
    i {
      animation: none;
    }
  }
`);
