import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { render } from '@lit-labs/ssr';
import { page } from './page.js';
import { firstState } from './state.js';

export const renderApp = () => collectResult(render(page(firstState)));
