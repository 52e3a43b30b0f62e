import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Tone } from './describe.js';
import type { EmbedRecord } from './embed-record.js';
import { clockTime } from './format.js';
import { barOf, barView } from './token-bar.js';

const TONES: Record<string, Tone> = { loading: 'busy', ready: 'good', error: 'bad' };
/** Highlights an embed on the page. */
const FLASH: Keyframe[] = [{ outline: '3px solid currentColor', outlineOffset: '2px' }, { outline: 'none' }];
const FLASH_MS = 1_500;

/** Renders an embed's status, token bar, next step, last renewal and last error. */
export function cardView(record: EmbedRecord, now: number): TemplateResult {
  const { element, name, lastRenewal, lastError } = record;
  const status = (element.status as string | undefined) ?? 'not defined';
  const state = element.renewing ? 'renewing' : status;
  return html`
    <li class="card" data-tone=${element.renewing ? 'busy' : (TONES[status] ?? 'plain')}>
      <h3>
        <button class="name" title="Show where it is on the page" @click=${() => show(element)}>
          ${name}
        </button>
        <span class="status">${state}</span>
      </h3>
      ${barView(barOf(record, now))}
      <p class="facts">${facts(record)}</p>
      ${
        lastRenewal
          ? html`<p class="facts">Last renewal ${clockTime(lastRenewal.at)}: ${lastRenewal.text}</p>`
          : nothing
      }
      ${
        lastError
          ? html`<p class="facts last-error">
              Last error ${clockTime(lastError.at)}: <b>${lastError.error.code}</b>,
              ${lastError.error.message}
            </p>`
          : nothing
      }
    </li>
  `;
}

function facts({ calls, failedCalls, inPlace, byFrame }: EmbedRecord): string {
  const parts = [`${calls} session ${calls === 1 ? 'call' : 'calls'}`];
  if (failedCalls) parts.push(`${failedCalls} failed`);
  parts.push(`renewed ${inPlace} × in place, ${byFrame} × by a new frame`);
  return parts.join(' · ');
}

function show(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' });
  element.animate(FLASH, FLASH_MS);
}
