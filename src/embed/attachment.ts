import { watchActivity } from '../page/activity.js';
import { watchDefaults } from '../page/defaults.js';
import { guardFocus } from '../page/focus-guard.js';
import { hearMessages } from '../page/messages.js';
import type { EmbedConnection } from './connection.js';
import type { EmbedHost } from './embed.js';
import type { StartGate } from './start-gate.js';
import { createStartGate } from './start-gate.js';

/** What is attached to a page. */
export interface Attached {
  readonly connection: EmbedConnection;
  /** The viewer or the network has come or gone. `isOnline`: the network has come. */
  wake(isOnline: boolean): void;
  /** The page has come out of the browser's page cache. */
  restored(): void;
  /** The window goes, or its document is replaced: to the embed it is the same as being removed. */
  detach(): void;
}

/** An embed's place in a page: what holds it there, and what it watches in that window. */
export class Attachment {
  readonly view: Window;
  readonly gate: StartGate;
  readonly #host: EmbedHost;
  readonly #embed: Attached;
  #unwatch: (() => void)[];

  constructor(host: EmbedHost, view: Window, embed: Attached) {
    const { connection } = embed;
    const update = (): void => {
      host.requestUpdate();
    };
    this.view = view;
    this.#host = host;
    this.#embed = embed;
    this.gate = createStartGate(update);
    this.#unwatch = [
      watchDefaults(update),
      watchActivity(view, this.#onActivity),
      hearMessages(view, (event) => connection.receive(event)),
      // All frames of a parked embed are unseen.
      guardFocus(view, () => connection.frames.focusedIn(host.isSeen ? 'next' : 'live')),
    ];
    this.gate.connect(host.element, view);
    update();
  }

  end(): void {
    for (const end of this.#unwatch.splice(0)) end();
    this.gate.disconnect();
  }

  readonly #onActivity = (event: Event & { persisted?: boolean }): void => {
    const { type, persisted } = event;
    if (type === 'pagehide' && !persisted) this.#embed.detach();
    else if (type === 'securitypolicyviolation')
      this.#embed.connection.frames.violated(event as SecurityPolicyViolationEvent);
    else if (type === 'navigate') this.#embed.connection.frames.navigated(event as NavigateEvent);
    else if (type !== 'load') {
      if (type === 'pageshow') this.#embed.restored();
      this.#embed.wake(type === 'online');
    }
    if (type === 'load' || type === 'prerenderingchange') this.#host.requestUpdate();
  };
}
