import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Kind } from './describe.js';
import type { Entry, Episode, Episodes } from './episodes.js';
import { summary } from './episodes.js';
import { clockTime } from './format.js';

/** Which lines the log shows. An empty field shows all. */
export interface LogFilter {
  embed: string;
  kind: Kind | '';
  text: string;
}

const KINDS: Record<Exclude<Kind, 'note'>, string> = {
  session: 'Session calls',
  renewal: 'Renewals',
  error: 'Errors',
  status: 'Status',
  cube: 'Cube’s events',
};

/** Renders the log's filter controls. `change` gets the changed part of the filter. */
export function filterView(
  filter: LogFilter,
  embeds: readonly string[],
  change: (part: Partial<LogFilter>) => void,
): TemplateResult {
  const value = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
  const options = (entries: [string, string][], chosen: string): TemplateResult[] =>
    entries.map(
      ([name, label]) => html`<option value=${name} ?selected=${name === chosen}>${label}</option>`,
    );
  return html`
    <label>
      <span>Embed</span>
      <select @change=${(event: Event) => change({ embed: value(event) })}>
        ${options([['', 'All embeds'], ...embeds.map((name): [string, string] => [name, name])], filter.embed)}
      </select>
    </label>
    <label>
      <span>Show</span>
      <select @change=${(event: Event) => change({ kind: value(event) as Kind | '' })}>
        ${options([['', 'Everything'], ...Object.entries(KINDS)], filter.kind)}
      </select>
    </label>
    <label>
      <span>Containing</span>
      <input
        type="search"
        placeholder="e.g. 503"
        .value=${filter.text}
        @input=${(event: Event) => change({ text: value(event) })}
      />
    </label>
  `;
}

/**
 * Renders the log, oldest first: one row per episode, or per line if a kind or text filter is set. A row keeps its nodes while
 * it stays in the log, and is rendered again only when its episode has changed.
 */
export function logView(episodes: Episodes, filter: LogFilter): unknown {
  return guard([episodes.version, filter], () => {
    const rows =
      filter.kind || filter.text
        ? rowsOf(matching(episodes, filter), rowView)
        : rowsOf(groupsOf(episodes, filter), (episode) =>
            guard([episode.version], () => episodeView(episode)),
          );
    return rows ?? html`<li class="empty">Nothing yet.</li>`;
  });
}

function rowsOf<T>(items: readonly T[], view: (item: T) => unknown): unknown {
  return items.length > 0 ? repeat(items, (item) => item, view) : undefined;
}

function matching(episodes: Episodes, { embed, kind, text }: LogFilter): Entry[] {
  const wanted = text.toLowerCase();
  return episodes.list
    .flatMap(({ entries }) => entries)
    .filter(
      (entry) =>
        (!embed || entry.embed === embed) &&
        (!kind || entry.kind === kind) &&
        `${entry.embed} ${entry.text}`.toLowerCase().includes(wanted),
    );
}

function groupsOf({ list }: Episodes, { embed }: LogFilter): Episode[] {
  return list.filter((episode) => !embed || !episode.embed || episode.embed === embed);
}

function episodeView(episode: Episode): TemplateResult {
  const [first, ...more] = episode.entries as [Entry, ...Entry[]];
  if (more.length === 0 && (episode.kind === 'loose' || episode.kind === 'note')) return rowView(first);
  const { text, tone } = summary(episode);
  return html`<li data-tone=${tone}>
    <details>
      <summary>
        <time>${clockTime(first.at)}</time><b>${episode.embed}</b><span class="text">${text}</span>
      </summary>
      <ol class="lines">
        ${repeat(
          episode.entries,
          (entry) => entry,
          (entry) =>
            html`<li data-tone=${entry.tone}>
              <time>${clockTime(entry.at)}</time><span class="text">${entry.text}</span>
            </li>`,
        )}
      </ol>
    </details>
  </li>`;
}

function rowView({ at, embed, kind, tone, text }: Entry): TemplateResult {
  return html`<li data-tone=${tone} data-kind=${kind}>
    <div class="row">
      <time>${clockTime(at)}</time>${embed ? html`<b>${embed}</b>` : nothing}<span class="text">${text}</span>
    </div>
  </li>`;
}
