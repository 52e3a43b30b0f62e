import type { EmbedPlace } from '../../address.js';
import type { EmbedClaims } from '../../tokens.js';
import type { Formats } from '../locale.js';
import type { EmbedPage } from '../page.js';
import type { PageState } from '../state.js';

/** What every view gets. */
export interface ViewContext {
  page: EmbedPage;
  state: PageState;
  /** Where in the embed the page is. */
  place: EmbedPlace;
  claims: EmbedClaims;
  formats: Formats;
}
