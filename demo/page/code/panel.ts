import type { TemplateResult } from 'lit';
import { html, render } from 'lit';
import { byId } from '../config.js';
import { shownPair } from '../embeds.js';
import { watchState } from '../state.js';
import type { Sample } from './samples.js';
import { samplesOf } from './samples.js';

/** Shows the code of the open tab with the settings of the controls. */
export function startCode(): void {
  watchState(draw);
  byId('controls').addEventListener('change', draw);
}

function draw(): void {
  const pair = shownPair();
  if (pair) render(samplesOf(pair.element).map(sampleView), byId('samples'));
}

function sampleView({ title, code, guide }: Sample): TemplateResult {
  return html`<section class="sample">
    <header>
      <h3>${title}</h3>
      <button @click=${({ currentTarget }: Event) => void copy(code, currentTarget as HTMLElement)}>
        Copy<span class="visually-hidden"> the code of “${title}”</span>
      </button>
    </header>
    <pre tabindex="0" aria-label=${title}><code>${code}</code></pre>
    <a href="/docs/${guide.page}.md">Guide: ${guide.text}</a>
  </section>`;
}

async function copy(code: string, button: HTMLElement): Promise<void> {
  const status = byId('copied');
  try {
    await navigator.clipboard.writeText(code);
    status.textContent = 'Copied.';
  } catch {
    // Without permission, select the code so that it can be copied by hand.
    getSelection()?.selectAllChildren(button.closest('.sample')!.querySelector('code')!);
    status.textContent =
      'The browser does not allow copying here. The code is selected: copy it with Ctrl+C.';
  }
}
