import type { PropertyDeclarations } from '@lit/reactive-element';
import { SWITCHES } from '../frame/switches.js';
import { CubeEmbedElement } from './embed-element.js';
import { booleans, TEXT } from './properties.js';

/** Cube's analytics chat. */
export class CubeEmbedChat extends CubeEmbedElement {
  static override readonly properties: PropertyDeclarations = this.accessors({
    chatId: TEXT,
    ...booleans(SWITCHES.chat),
  });

  /** Opens this chat. Cube documents it for URLs without a `deployment-id`. */
  declare chatId: string | undefined;
  /** Hides the button that begins a new chat. */
  declare hideNewChat: boolean;
  /** Hides the input. */
  declare hideInput: boolean;
  /** Hides the earlier chats. */
  declare hideHistory: boolean;

  readonly surface = 'chat';
}
