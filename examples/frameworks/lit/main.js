import { hydrate } from '@lit-labs/ssr-client';
import { render } from 'lit';
import { fetchSession } from '../shared/session.ts';
import { page } from './page.js';
import { firstState } from './state.js';

const app = document.getElementById('app');
const on = {
  filters: { 'orders.status': 'completed' },
  fetchSession,
  dark: () => update({ scheme: 'dark' }),
  toggle: () => update({ shown: !state.shown }),
  ready: ({ detail }) => update({ said: `Ready: ${detail.publicId}` }),
};
let state = { ...firstState, on };

function update(change) {
  state = { ...state, ...change };
  render(page(state), app);
}

hydrate(page(state), app);
