import type { SvelteHTMLElements } from 'svelte/elements';
import type {} from 'cube-embed/svelte';

type Dashboard = SvelteHTMLElements['cube-embed-dashboard'];

export const attributes: Dashboard = {
  class: 'wide',
  'base-url': 'https://acme.cubecloud.dev',
  dashboardId: 'sales',
  fetchSession: async () => 'abc',
  hideHeader: false,
  'oncube-embed-ready': ({ detail }) => detail.surface,
};

export const text: Dashboard = { 'hide-header': false, locale: null, theme: undefined };
// @ts-expect-error no such value
export const value: Dashboard = { loading: 'soon' };
// @ts-expect-error a dashboard has no chat
export const other: Dashboard = { chatId: 'c1' };
// @ts-expect-error a listener receives this event only
export const listener: Dashboard = { 'oncube-embed-ready': (event: CustomEvent<number>) => event.detail };
