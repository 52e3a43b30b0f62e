import type { CubeEmbedEventMap } from '../elements.js';
import type { Description } from './describe.js';
import { EVENT_NAMES, describeEvent, renewalText } from './describe.js';
import type { Embed, EmbedRecord } from './embed-record.js';
import { newRecord } from './embed-record.js';
import { Episodes } from './episodes.js';

type EmbedEvent = CubeEmbedEventMap[keyof CubeEmbedEventMap];

const TAGS = /^cube-embed-(dashboard|chat|app)$/;

/**
 * Watches the embeds of a document, also those of another copy of the library. Finds them by their tags, in the document
 * and in open shadow roots, and by their events, which works for any tag. Changes nothing on the page.
 */
export class EmbedWatch {
  readonly episodes = new Episodes();
  readonly #records = new Map<Embed, EmbedRecord>();
  readonly #onChange: () => void;
  #connection: AbortController | undefined;
  #document: Document | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Records in the order in which the embeds were first seen. */
  get records(): EmbedRecord[] {
    return [...this.#records.values()];
  }

  start(document: Document): void {
    this.#document = document;
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    for (const name of EVENT_NAMES) document.addEventListener(name, this.#onEvent, { signal, capture: true });
    this.scan();
  }

  stop(): void {
    this.#connection?.abort();
    this.#connection = undefined;
  }

  /** Finds embeds that were added or removed without an event. */
  scan(): void {
    if (!this.#document) return;
    this.#forgetRemoved();
    for (const element of embedsIn(this.#document)) this.#recordOf(element);
    this.#onChange();
  }

  #forgetRemoved(): void {
    for (const [element, { name }] of this.#records) {
      if (element.isConnected) continue;
      this.#records.delete(element);
      this.#log(element, name, 'removed', { kind: 'status', tone: 'plain', text: 'removed from the page' });
    }
  }

  #recordOf(element: Embed): EmbedRecord {
    let record = this.#records.get(element);
    if (!record) {
      // A removed embed may have had the same name: log its removal first.
      this.#forgetRemoved();
      record = newRecord(
        element,
        this.records.map(({ name }) => name),
      );
      this.#records.set(element, record);
    }
    return record;
  }

  readonly #onEvent = (heard: Event): void => {
    const event = heard as EmbedEvent;
    const [origin] = event.composedPath();
    if (!isEmbed(origin)) return;
    const record = this.#recordOf(origin as Embed);
    const repeats = repeatsCall(record, event);
    note(record, event);
    const description = repeats ? null : describeEvent(event);
    if (description) this.#log(record.element, record.name, event.type, description);
    this.#onChange();
  };

  #log(element: Embed, embed: string, type: string, description: Description): void {
    this.episodes.add({ at: Date.now(), embed, type, ...description }, element);
  }
}

/** Does not check the class: another copy of the library has a different one. */
const isEmbed = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement && 'renewing' in target;

function* embedsIn(root: Document | ShadowRoot): Generator<Embed> {
  for (const element of root.querySelectorAll('*')) {
    if (TAGS.test(element.localName)) yield element as Embed;
    else if (element.shadowRoot) yield* embedsIn(element.shadowRoot);
  }
}

/** Whether an error event repeats the error of the preceding session call. */
function repeatsCall({ lastCall, lastError }: EmbedRecord, event: EmbedEvent): boolean {
  if (event.type !== 'cube-embed-error' || !lastCall?.failed || !lastError) return false;
  const { error, fatal } = (event as CubeEmbedEventMap['cube-embed-error']).detail;
  return !fatal && error.code === lastError.error.code && error.message === lastError.error.message;
}

/** Updates the record with what an event says about the embed's state. */
function note(record: EmbedRecord, event: EmbedEvent): void {
  const now = Date.now();
  switch (event.type as keyof CubeEmbedEventMap) {
    case 'cube-embed-status-change': {
      const { status } = (event as CubeEmbedEventMap['cube-embed-status-change']).detail;
      if (status !== 'ready') record.tokenSince = record.sessionSince = undefined;
      record.loadingSince = status === 'loading' ? now : undefined;
      break;
    }
    case 'cube-embed-session': {
      const { reason, attempt, duration, error } = (event as CubeEmbedEventMap['cube-embed-session']).detail;
      record.calls += 1;
      record.lastCall = { reason, attempt, failed: !!error };
      if (error) {
        record.failedCalls += 1;
        record.lastError = { at: now, error, fatal: false };
      } else {
        record.sessionSince = now - duration;
      }
      break;
    }
    case 'cube-embed-ready':
      if (!(event as CubeEmbedEventMap['cube-embed-ready']).detail.again) takeToken(record, now);
      break;
    case 'cube-embed-renewed': {
      const { detail } = event as CubeEmbedEventMap['cube-embed-renewed'];
      takeToken(record, now);
      record.lastRenewal = { at: now, text: renewalText(detail) };
      if (detail.method === 'in-place') record.inPlace += 1;
      else record.byFrame += 1;
      break;
    }
    case 'cube-embed-error':
      record.lastError = { at: now, ...(event as CubeEmbedEventMap['cube-embed-error']).detail };
      break;
    default:
  }
}

/** A frame exchanges its session at once, so the token is about as old as the hand-over. */
function takeToken(record: EmbedRecord, now: number): void {
  record.tokenSince = now;
  record.sessionSince = undefined;
}
