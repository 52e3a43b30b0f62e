import type { EmbedClaims } from '../../tokens.js';
import type { Formats } from '../locale.js';
import type { EmbedPage } from '../page.js';
import type { PageState } from '../state.js';

/** What every view gets. */
export interface ViewContext {
  page: EmbedPage;
  state: PageState;
  claims: EmbedClaims;
  formats: Formats;
}
