import { html, render } from 'lit';
import { leave, resetSwitches, signIn } from './actions.js';
import { byId, config } from './config.js';
import { exclusively, state, watchState } from './state.js';

const seesOf = (city: string | undefined): string =>
  !config.emulated ? '' : city ? `sees ${city} only` : 'sees every city';

/** Another viewer takes over the page, as after a sign-out. */
const become = (id: string): Promise<void> =>
  exclusively('Signing in', async () => {
    if (state().viewer) await leave();
    else await resetSwitches();
    await signIn(id);
    // The start with its buttons is hidden now.
    if (!document.activeElement?.checkVisibility() || document.activeElement === document.body)
      byId('workspace-title').focus();
  });

/** Renders the viewers who can sign in, at the start and in the header, and the sign-out. */
export function startPeople(): void {
  if (!config.emulated) {
    byId('lead-tenant').textContent =
      'Here, your own Cube tenant is real; the application around it and its three viewers are simulated.';
  }
  watchState(() => {
    const { viewer } = state();
    render(
      config.people.map(
        ({ id, name, role, city }) =>
          html`<button class="door" @click=${() => void become(id)}>
            <b>${name}</b><span>${[role, seesOf(city)].filter(Boolean).join(', ')}</span>
          </button>`,
      ),
      byId('doors'),
    );
    render(
      config.people.map(
        ({ id, name, role, city }) =>
          html`<button
            aria-pressed=${id === viewer}
            title=${[name, role, seesOf(city)].filter(Boolean).join(', ')}
            @click=${() => void (id === viewer || become(id))}
          >
            ${name.split(' ')[0]}
          </button>`,
      ),
      byId('people'),
    );
    byId('session').hidden = !viewer;
    byId('start').hidden = !!viewer;
    byId('workspace').hidden = !viewer;
  });
  byId('sign-out').addEventListener('click', () => {
    // A sign-out never waits for an action in progress.
    void leave().then(() => byId('start-title').focus());
  });
}
