import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from 'lit';
import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cardView } from './card.js';
import { EmbedWatch } from './embed-watch.js';
import type { LogFilter } from './log.js';
import { filterView, logView } from './log.js';
import { styles } from './styles.js';

/** Interval for updating ages and finding new embeds, in milliseconds. */
const TICK_MS = 1_000;
/** Distance from the end, in CSS pixels, within which the log counts as scrolled to the end. */
const AT_END_PX = 24;

/**
 * A development tool that shows the status, token age, next renewal and last error of each embed on the page, and a log of
 * their events and session calls. It reads only the elements' public properties and events, changes nothing on the page,
 * and never shows a session id or a token. The log keeps the last 500 lines.
 *
 * @cssprop [--cube-embed-inspector-log-height=220px] - Height of the log.
 */
export class CubeEmbedInspector extends LitElement {
  static override readonly styles: CSSResultGroup = styles;
  static override readonly properties: PropertyDeclarations = {
    docked: { type: Boolean, reflect: true },
  };

  /**
   * Fixes the inspector to the bottom of the window, on top of the page, with a button that closes it. Reflected in the
   * `docked` attribute. Defaults to `false`.
   */
  declare docked: boolean;

  readonly #watch = new EmbedWatch(() => this.requestUpdate());
  #filter: LogFilter = { embed: '', kind: '', text: '' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #followsLog = true;

  constructor() {
    super();
    this.docked = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.start(this.ownerDocument);
    this.#tick();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.stop();
    clearTimeout(this.#timer);
  }

  /** Adds a line of your own to the log, e.g. what the user has just clicked. */
  note(text: string): void {
    this.#watch.episodes.note(text);
    this.requestUpdate();
  }

  /** Clears the log. */
  clear(): void {
    this.#watch.episodes.clear();
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    const log = this.renderRoot.querySelector('.log');
    if (log) this.#followsLog = log.scrollTop + log.clientHeight >= log.scrollHeight - AT_END_PX;
  }

  protected override render(): TemplateResult {
    const { records, episodes } = this.#watch;
    const now = Date.now();
    return html`
      <section aria-label="cube-embed inspector">
        <header>
          <h2>Embeds on this page</h2>
          ${this.docked ? html`<button @click=${() => this.remove()}>Close inspector</button>` : nothing}
        </header>
        <ul class="cards">
          ${
            records.length > 0
              ? repeat(
                  records,
                  ({ element }) => element,
                  (record) => cardView(record, now),
                )
              : html`<li class="empty">There is no cube-embed element on this page.</li>`
          }
        </ul>
        <header>
          <h2>Log</h2>
          <div class="tools">
            ${filterView(
              this.#filter,
              records.map(({ name }) => name),
              (part) => this.#change(part),
            )}
            <button @click=${() => this.clear()}>Clear log</button>
          </div>
        </header>
        <div class="log" role="log" aria-live="off" aria-label="Log, oldest first" tabindex="0">
          <ol>
            ${logView(episodes, this.#filter)}
          </ol>
        </div>
      </section>
    `;
  }

  protected override updated(): void {
    const log = this.renderRoot.querySelector('.log');
    if (log && this.#followsLog) log.scrollTop = log.scrollHeight;
  }

  #tick(): void {
    this.#timer = setTimeout(() => {
      this.#watch.scan();
      this.#tick();
    }, TICK_MS);
  }

  #change(part: Partial<LogFilter>): void {
    this.#filter = { ...this.#filter, ...part };
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cube-embed-inspector': CubeEmbedInspector;
  }
}
