/** Effects that only call the world. */
import type { News, PageEffect } from './state.js';
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
      world.ready(news.confirmed);
      return;
    case 'renewed':
      world.renewed(news.method, news.trigger, news.confirmed);
      return;
    case 'failed':
      world.failed(news.error, news.fatal);
  }
}
