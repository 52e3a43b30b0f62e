import { svg, html } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';

/** Outlines on a 24 × 24 grid. */
const SHAPES: Record<string, SVGTemplateResult> = {
  back: svg`<path d="M15 5l-7 7 7 7" />`,
  refresh: svg`<path d="M20 11a8 8 0 1 0-2.3 6.7M20 5v6h-6" />`,
  edit: svg`<path d="M4 20l1-5L16 4l4 4L9 19zM14 6l4 4" />`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2" /><path d="M5 15V6a2 2 0 0 1 2-2h8" />`,
  download: svg`<path d="M12 4v11m-5-4l5 5 5-5M5 20h14" />`,
  close: svg`<path d="M6 6l12 12M18 6L6 18" />`,
  send: svg`<path d="M12 20V5m-6 6l6-6 6 6" />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  lock: svg`<rect x="5" y="11" width="14" height="9" rx="2" /><path d="M8 11V8a4 4 0 0 1 8 0v3" />`,
  alert: svg`<path d="M12 4l9 16H3zM12 10v4m0 3v.1" />`,
  board: svg`<rect x="4" y="4" width="7" height="9" rx="1.5" /><rect x="4" y="16" width="7" height="4" rx="1.5" /><rect x="14" y="4" width="6" height="4" rx="1.5" /><rect x="14" y="11" width="6" height="9" rx="1.5" />`,
  book: svg`<path d="M5 5a2 2 0 0 1 2-2h12v15H7a2 2 0 0 0-2 2zm0 15a2 2 0 0 0 2 2h12v-4M9 8h6M9 12h4" />`,
  spark: svg`<path d="M12 3l1.8 5.2L19 10l-5.2 1.8L12 17l-1.8-5.2L5 10l5.2-1.8zM19 16l.8 2.2L22 19l-2.2.8L19 22l-.8-2.2L16 19l2.2-.8z" />`,
  bug: svg`<circle cx="12" cy="13" r="5" /><path d="M12 8V6m-5 7H4m16 0h-3M8.5 9.5L6 7m9.5 2.5L18 7M8.5 16.5L6 19m9.5-2.5L18 19" />`,
};

/** Renders an icon, hidden from assistive technology: the element around it needs its own text. */
export function icon(name: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[name]}</svg>`;
}
