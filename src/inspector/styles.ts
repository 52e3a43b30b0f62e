import { css } from 'lit';

/*
 * Colors for light and dark pages; the page sets `color-scheme`. Engines without `light-dark()` (Chrome before 123, Firefox
 * before 120, Safari before 17.5) have the light ones: without any, the page would show through.
 */
export const styles = css`
  :host {
    --ground: light-dark(#fff, #1b1e1a);
    --line: light-dark(#dcd9cf, #3a3f37);
    --text: light-dark(#21261f, #ecefe6);
    --muted: light-dark(#5d6256, #a9af9e);
    --track: light-dark(#ebe8df, #30352d);
    --good: light-dark(#1a6e44, #79d3a3);
    --busy: light-dark(#8a5800, #f0bd62);
    --bad: light-dark(#b3261e, #ff9c92);
    display: block;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--ground);
    color: var(--text);
    font:
      13px/1.45 system-ui,
      sans-serif;
    text-align: start;
  }
  @supports not (color: light-dark(#000, #fff)) {
    :host {
      --ground: #fff;
      --line: #dcd9cf;
      --text: #21261f;
      --muted: #5d6256;
      --track: #ebe8df;
      --good: #1a6e44;
      --busy: #8a5800;
      --bad: #b3261e;
      color-scheme: light;
    }
  }
  :host([hidden]) {
    display: none;
  }
  :host([docked]) {
    position: fixed;
    inset: auto 0 0;
    z-index: 2147483647;
    max-height: 50vh;
    overflow: auto;
    border-radius: 10px 10px 0 0;
    box-shadow: 0 0 24px rgb(0 0 0 / 25%);
  }
  * {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
    font: inherit;
    list-style: none;
  }
  [data-tone='plain'] {
    --tone: var(--text);
  }
  [data-tone='good'] {
    --tone: var(--good);
  }
  [data-tone='busy'] {
    --tone: var(--busy);
  }
  [data-tone='bad'] {
    --tone: var(--bad);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 6px 16px;
    padding: 8px 14px;
  }
  h2 {
    font-size: 14px;
    font-weight: 650;
  }
  button,
  select,
  input {
    min-height: 28px;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--ground);
    color: inherit;
    font: inherit;
    padding: 2px 8px;
  }
  button,
  select,
  summary {
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid Highlight;
    outline-offset: 1px;
  }
  .tools,
  .tools label {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    color: var(--muted);
  }
  .tools {
    gap: 6px 12px;
  }
  select,
  input {
    max-width: 170px;
    color: var(--text);
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));
    border-block: 1px solid var(--line);
    gap: 1px;
    background: var(--line);
  }
  .card,
  .cards .empty {
    min-width: 0;
    padding: 8px 14px 10px;
    background: var(--ground);
  }
  .empty {
    padding: 8px 14px;
    color: var(--muted);
  }
  h3 {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 10px;
  }
  .name {
    overflow-wrap: anywhere;
    margin-inline-start: -8px;
    border-color: transparent;
    font-weight: 650;
    text-align: start;
  }
  .name:hover {
    border-color: var(--line);
  }
  .status {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--tone);
    font-weight: 650;
    white-space: nowrap;
  }
  .status::before {
    content: '';
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--tone);
  }
  .bar {
    position: relative;
    height: 8px;
    margin-block: 4px;
    overflow: clip;
    border-radius: 4px;
    background: var(--track);
    forced-color-adjust: none;
  }
  .bar i {
    position: absolute;
    inset-block: 0;
    left: 0;
  }
  .bar .fill {
    background: var(--tone);
  }
  .bar[data-of='session'] .fill {
    background: repeating-linear-gradient(-45deg, var(--tone) 0 4px, transparent 4px 7px);
  }
  .bar .window {
    min-width: 5px;
    background: var(--busy);
    opacity: 0.75;
  }
  .bar-text {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 12px;
    font-variant-numeric: tabular-nums;
  }
  .bar-text span + span,
  .facts {
    color: var(--muted);
  }
  .facts {
    overflow-wrap: anywhere;
  }
  .last-error b {
    color: var(--bad);
  }
  .log {
    height: var(--cube-embed-inspector-log-height, 220px);
    overflow: auto;
    border-top: 1px solid var(--line);
    padding-block: 4px;
  }
  .log:focus-visible {
    outline-offset: -2px;
  }
  summary,
  .row {
    display: grid;
    grid-template-columns: 96px minmax(90px, max-content) minmax(0, 1fr);
    gap: 10px;
    min-height: 24px;
    padding: 3px 14px 3px 30px;
  }
  summary {
    position: relative;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: '';
    position: absolute;
    inset: 8px auto auto 16px;
    border: 4px solid transparent;
    border-inline-start: 6px solid var(--muted);
  }
  details[open] > summary::before {
    transform: translate(-2px, 2px) rotate(90deg);
  }
  time {
    color: var(--muted);
    font-weight: 400;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .log b {
    font-weight: 650;
  }
  .text {
    color: var(--tone);
    overflow-wrap: anywhere;
  }
  .lines {
    margin: 0 14px 6px 35px;
    border-inline-start: 2px solid var(--line);
  }
  .lines li {
    display: grid;
    grid-template-columns: 96px minmax(0, 1fr);
    gap: 10px;
    padding: 1px 10px;
  }
  [data-kind='note'] .row {
    grid-template-columns: 96px minmax(0, 1fr);
    margin-top: 6px;
    padding-block: 4px;
    background: var(--track);
    font-weight: 650;
  }
  @media not all and (min-width: 560px) {
    summary,
    .row {
      grid-template-columns: 96px minmax(0, 1fr);
    }
    summary .text,
    .row b + .text {
      grid-column: 1 / -1;
    }
  }
`;
