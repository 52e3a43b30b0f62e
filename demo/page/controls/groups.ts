import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { State } from '../state.js';
import { exclusively, setState, state } from '../state.js';
import { act, crash, letPass, reopen, revoke, setGeneration, setHealth, sleepFor } from '../actions.js';
import { config } from '../config.js';
import { liveElements, shownPair } from '../embeds.js';
import { THEMES, applyLook, look } from '../look.js';
import { PLACES, go } from '../places.js';

/** A group of controls with its title. */
export interface Group {
  title: string;
  view(): TemplateResult;
}

const HEALTHS: [State['health'], string][] = [
  ['fine', 'Answer normally'],
  ['down', 'Answer 503'],
  ['slow', 'Answer after 4 seconds'],
  ['denies', 'Answer 403'],
  ['overloaded', 'Answer 429'],
];

const GENERATIONS: [State['generation'], string][] = [
  ['renewal', 'newest'],
  ['events', 'no renewal'],
  ['none', 'no messages'],
];

/** The locales that the emulated embed supports; a real tenant supports more. */
const LOCALES = ['', 'en-US', 'de-DE', 'fr-FR'];
const TIMEZONES = ['', 'UTC', 'America/Los_Angeles', 'Europe/Berlin', 'Asia/Tokyo'];
const STATUSES = ['', 'completed', 'shipped', 'returned'];

const button = (text: string, run: () => unknown): TemplateResult =>
  html`<button aria-disabled=${!!state().busy} @click=${() => void exclusively(text, run)}>${text}</button>`;

const select = (
  label: string,
  options: [string, string][],
  chosen: string,
  change: (value: string) => unknown,
) =>
  html`<label class="field">
    <span>${label}</span>
    <select
      @change=${({ target }: Event) => change((target as HTMLSelectElement).value)}
      ?disabled=${!!state().busy}
    >
      ${options.map(
        ([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
      )}
    </select>
  </label>`;

const time: Group = {
  title: 'Time',
  view: () => html`
    ${button('Let 5 minutes pass', () => letPass(5 / 60, 'Let 5 minutes pass'))}
    ${button('Let 23 hours pass', () => letPass(23))} ${button('Let 24 hours pass', () => letPass(24))}
    ${button('Sleep for 30 hours', () => sleepFor(30))}
  `,
};

const backend: Group = {
  title: 'Your backend',
  view: () => html`
    <div class="choice" role="radiogroup" aria-label="Your backend">
      ${HEALTHS.map(
        ([health, text]) =>
          html`<label>
            <input
              type="radio"
              name="health"
              .checked=${state().health === health}
              @change=${() => void setHealth(health, `Backend: ${text.toLowerCase()}`)}
            />
            ${text}
          </label>`,
      )}
    </div>
    ${button('Revoke the sessions', revoke)}
  `,
};

const tenant: Group = {
  title: 'The tenant',
  view: () => html`
    ${select('Version', GENERATIONS, state().generation, (value) =>
      exclusively('Switching the tenant', () =>
        setGeneration(value as State['generation'], `Switch the tenant: ${value}`),
      ),
    )}
    ${button('Crash the embed', crash)}
  `,
};

const embed: Group = {
  title: 'The embed',
  view: () => html`
    ${button('Renew the session', () => act('renew()', (element) => element.renew()))}
    ${button('Reload the frame', () => act('reload()', (element) => element.reload()))}
    ${button('Fetch the data again', () => act('refresh()', (element) => element.refresh()))}
    ${button('Open the page again', reopen)}
    ${
      PLACES[state().shown].length > 0
        ? html`<div class="places" role="group" aria-label="Go to">
            ${PLACES[state().shown].map(([name, path]) =>
              button(`Go to ${name}`, () => act(`path = ${path}`, (element) => go(element, path))),
            )}
          </div>`
        : nothing
    }
  `,
};

/** Applies a part of the look to all elements, and the color scheme to the page. */
function setLook(part: Partial<typeof look>): void {
  Object.assign(look, part);
  document.documentElement.dataset['scheme'] = look.colorScheme;
  for (const element of liveElements()) applyLook(element);
  setState({});
}

const named = (values: string[], none: string): [string, string][] =>
  values.map((value) => [value, value || none]);

const appearance: Group = {
  title: 'Look',
  view: () => html`
    ${select('Colors', named(['auto', 'light', 'dark'], ''), look.colorScheme, (colorScheme) => setLook({ colorScheme }))}
    ${select('Theme', named(Object.keys(THEMES), ''), look.theme, (theme) => setLook({ theme }))}
    ${
      config.emulated
        ? select('Language', named(LOCALES, 'the session’s'), look.locale, (locale) => setLook({ locale }))
        : nothing
    }
    ${select('Time zone', named(TIMEZONES, 'the session’s'), look.timezone, (timezone) => setLook({ timezone }))}
    ${
      config.emulated && shownPair()?.element.localName === 'cube-embed-dashboard'
        ? select('Order status', named(STATUSES, 'any'), look.status, (status) => setLook({ status }))
        : nothing
    }
  `,
};

export const GROUPS: readonly Group[] = config.emulated
  ? [time, backend, tenant, embed, appearance]
  : [backend, embed, appearance];
