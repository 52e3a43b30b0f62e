import type { TemplateResult } from 'lit';
import { html, nothing, render } from 'lit';
import { byId, config } from '../config.js';
import { exclusively, state, watchState } from '../state.js';
import type { Scenario } from './scenarios.js';
import { SCENARIOS, prepare } from './scenarios.js';

/** The scenario that is playing, or was played last. */
interface Play {
  scenario: Scenario;
  /** The current step: -1 before the first, the number of steps when it is over. */
  at: number;
}

/** Below this width, in CSS pixels, the panes are stacked. */
const NARROW = 720;

let play: Play | undefined;

const offered = SCENARIOS.filter(({ emulated }) => config.emulated || !emulated);

/** Renders the scenarios at the start and in the workspace, and plays them. */
export function startScenarios(): void {
  watchState(draw);
}

function draw(): void {
  render(offered.map(cardView), byId('start-scenarios'));
  render(offered.map(cardView), byId('scenarios'));
  render(play ? playView(play) : introView(), byId('play'));
}

async function start(scenario: Scenario): Promise<void> {
  await exclusively(scenario.title, async () => {
    play = { scenario, at: -1 };
    draw();
    await prepare();
    keepFocus(scenario);
    // In a narrow window, the panes are below the fold.
    if (innerWidth < NARROW) byId('play').scrollIntoView({ block: 'start' });
    for (const [at, step] of scenario.steps.entries()) {
      play = { scenario, at };
      draw();
      await step.run();
      // The viewer signed out during the scenario.
      if (!state().viewer) break;
    }
    play = state().viewer ? { scenario, at: scenario.steps.length } : undefined;
  });
  draw();
}

/** The start is hidden now: the focus goes from its card to the same card of the workspace. */
function keepFocus({ title }: Scenario): void {
  if (document.activeElement?.checkVisibility() && document.activeElement !== document.body) return;
  const cards = byId('scenarios').querySelectorAll('button');
  [...cards].find((card) => card.textContent.includes(title))?.focus({ preventScroll: true });
}

function cardView(scenario: Scenario): TemplateResult {
  const isPlayed = play?.scenario === scenario;
  return html`<button
    class="scenario"
    aria-current=${isPlayed ? 'true' : 'false'}
    aria-disabled=${!!state().busy}
    @click=${() => void start(scenario)}
  >
    <b>${scenario.title}</b>
    <span>${scenario.watch}</span>
  </button>`;
}

const introView = (): TemplateResult =>
  html`<p class="hint">Run a scenario, or play with it. Whatever you do shows in the inspector below.</p>`;

function playView({ scenario, at }: Play): TemplateResult {
  const isOver = at >= scenario.steps.length;
  return html`
    <ol class="steps" aria-label="Steps of “${scenario.title}”">
      ${scenario.steps.map(
        ({ text }, index) =>
          html`<li data-step=${index < at ? 'done' : index === at ? 'now' : 'next'}>
            ${text}${index === at ? html`<span class="visually-hidden"> (now)</span>` : nothing}
          </li>`,
      )}
    </ol>
    <p class="outcome" role="status">${isOver ? scenario.outcome() : html`Watch: ${scenario.watch}`}</p>
  `;
}
