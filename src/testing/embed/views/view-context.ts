import type { EmbedPage } from '../page.js';
import type { Formats } from '../locale.js';
import type { PageState } from '../state.js';

/** What every view gets. */
export interface ViewContext {
  page: EmbedPage;
  state: PageState;
  formats: Formats;
}
