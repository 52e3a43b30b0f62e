/** What the driver does by calling the world, and what it has told the host. */
import type { News, PageEffect, View } from './state.js';
import type { World } from './world.js';

type FrameEffect = Extract<PageEffect, { type: 'promote' | 'drop' | 'set-session' | 'mark-supported' }>;

export function changeFrames(world: World, effect: FrameEffect): void {
  switch (effect.type) {
    case 'promote':
      world.promote();
      return;
    case 'drop':
      world.drop(effect.frame);
      return;
    case 'set-session':
      world.renewInPlace(effect.session);
      return;
    case 'mark-supported':
      world.markSupported();
  }
}

export function tellHost(world: World, news: News): void {
  switch (news.type) {
    case 'ready':
      world.ready(news.confirmed, news.again);
      return;
    case 'renewed':
      world.renewed(news.method, news.trigger, news.confirmed);
      return;
    case 'failed':
      world.failed(news.error, news.fatal);
  }
}

/** What the host was told of an element last. */
export class Told {
  #view: View;
  #renewing = false;

  constructor(view: View) {
    this.#view = view;
  }

  /** Whether `status`, `error` or `renewing` is another one, of which the host is told now. */
  isOther(view: View, renewing: boolean): boolean {
    const before = this.#view;
    const wasRenewing = this.#renewing;
    this.#view = view;
    this.#renewing = renewing;
    return view.status !== before.status || view.error !== before.error || renewing !== wasRenewing;
  }
}
