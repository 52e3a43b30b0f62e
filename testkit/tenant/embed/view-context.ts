import type { EmbedPlace } from '../address.js';
import type { EmbedClaims } from '../tokens.js';
import type { Formats } from './locale.js';
import type { EmbedPage } from './page.js';
import type { PageState } from './state.js';

/** The context that every view gets. */
export interface ViewContext {
  page: EmbedPage;
  state: PageState;
  /** The current place in the embed. */
  place: EmbedPlace;
  claims: EmbedClaims;
  formats: Formats;
}
