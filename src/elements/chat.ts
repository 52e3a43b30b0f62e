import type { PropertyDeclarations } from 'lit';
import type { Surface } from '../session/source.js';
import type { Switches } from './attributes.js';
import { attributes, hiding, switched } from './attributes.js';
import { CubeEmbedElement } from './embed-element.js';

const SWITCHES: Switches = { ...hiding('show', ['NewChat']), ...hiding('showChat', ['Input', 'History']) };

/** Cube's analytics chat. */
export class CubeEmbedChat extends CubeEmbedElement {
  static override readonly properties: PropertyDeclarations = {
    ...attributes(['chatId']),
    ...attributes(Object.keys(SWITCHES), Boolean),
  };

  /** Opens this chat; in the short form of the URL, which has no `deployment-id`. */
  declare chatId: string | undefined;
  /** Hides the button that begins a new chat. */
  declare hideNewChat: boolean;
  /** Hides the input. */
  declare hideInput: boolean;
  /** Hides the earlier chats. */
  declare hideHistory: boolean;

  readonly surface: Surface = 'chat';
  protected readonly defaultTitle = 'Analytics Chat';

  /** @internal */
  override get fixedQuery(): Record<string, string> {
    const { chatId } = this;
    return { ...super.fixedQuery, ...switched(SWITCHES, this), ...(chatId ? { chatId } : {}) };
  }
}
