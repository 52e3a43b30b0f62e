import { render } from 'lit';
import type { TemplateResult } from 'lit';
import { readEmbedAddress } from '../address.js';
import type { PageConfig } from '../page-shell.js';
import { applyLook } from './look.js';
import { EmbedPage } from './page.js';
import type { PageState } from './state.js';

/** Starts the page's protocol and renders its view into `#root` after every change. */
export function mountPage(view: (page: EmbedPage, state: PageState) => TemplateResult): void {
  const url = new URL(location.href);
  const address = readEmbedAddress(url);
  const root = document.querySelector<HTMLElement>('#root');
  const configuration = document.querySelector('#config')?.textContent;
  if (!address || !root || !configuration)
    throw new Error('This script must run on an embed page of the tenant.');
  const page = new EmbedPage(address, JSON.parse(configuration) as PageConfig, url);

  const show = (): void => {
    applyLook(page.store.state);
    render(view(page, page.store.state), root);
  };
  page.store.subscribe(show);

  const darkPreference = matchMedia('(prefers-color-scheme: dark)');
  const followSystem = (): void => page.store.update({ systemDark: darkPreference.matches });
  darkPreference.addEventListener('change', followSystem);
  followSystem();

  page.start();
}
