import { render } from 'lit';
import { readEmbedAddress } from '../address.js';
import type { PageConfig } from '../page-shell.js';
import { EmbedPage } from './page.js';
import { applyLook } from './palette.js';
import { rootView } from './views/root.js';

const url = new URL(location.href);
const config = JSON.parse(document.getElementById('config')!.textContent!) as PageConfig;
const page = new EmbedPage(readEmbedAddress(url)!, config, url);
const root = document.getElementById('root')!;

const show = (): void => {
  applyLook(page.store.state);
  render(rootView(page, page.store.state), root);
};
page.store.subscribe(show);

const darkPreference = matchMedia('(prefers-color-scheme: dark)');
const followSystem = (): void => page.store.update({ systemDark: darkPreference.matches });
darkPreference.addEventListener('change', followSystem);
followSystem();

page.start();
