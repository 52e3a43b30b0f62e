import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { TenantDashboard } from '../../catalog.js';
import { effectiveSwitch } from '../controls.js';
import { isApplicable, valuesOf } from '../filters.js';
import type { Filter } from '../filters.js';
import type { ViewContext } from '../view-context.js';

/** Renders the filters that apply, and a dashboard's controls with which the viewer changes them. */
export function controlsView(context: ViewContext, { controls }: TenantDashboard): TemplateResult {
  const { page, state } = context;
  const visibility = (member: string): string => controls?.filters[member]?.visibility ?? 'visible';
  const shown = state.filters.filter(({ member }) => visibility(member) !== 'hidden');
  const choice = (parameter: string, value: string | undefined, options: string[]): TemplateResult =>
    html`<label>
      ${parameter}
      <select
        data-test="control"
        data-name=${parameter}
        ?disabled=${visibility(parameter.slice(2)) === 'disabled'}
        @change=${({ target }: Event) => {
          const picked = (target as HTMLSelectElement).value;
          const written = parameter.startsWith('f_') ? JSON.stringify({ value: picked }) : picked;
          page.pick(parameter, picked === '' ? null : written);
        }}
      >
        <option value="">–</option>
        ${options.map((option) => html`<option ?selected=${option === value}>${option}</option>`)}
      </select>
    </label>`;
  const filterChoice = (member: string): TemplateResult | typeof nothing => {
    const options = valuesOf(state.orders, member);
    const filter = state.filters.find((other) => other.member === member);
    return visibility(member) === 'hidden' || options.length === 0
      ? nothing
      : choice(`f_${member}`, filter?.values[0], options);
  };
  const { filters = {}, timeGranularities = {}, fieldSwitches = {} } = controls ?? {};
  return html`<p>
      ${shown.map((filter) => filterView(context, filter, visibility(filter.member) === 'visible'))}
    </p>
    <p>
      ${Object.keys(filters).map(filterChoice)}
      ${Object.entries(timeGranularities).map(([member, { allowed }]) =>
        choice(`tg_${member}`, effectiveSwitch(controls, state.controls, 'tg', member), allowed),
      )}
      ${Object.entries(fieldSwitches).map(([member, { alternatives }]) =>
        choice(`ms_${member}`, effectiveSwitch(controls, state.controls, 'ms', member), alternatives),
      )}
    </p>`;
}

function filterView({ page }: ViewContext, filter: Filter, removable: boolean): TemplateResult {
  const sign = filter.type === 'equals' ? '' : ` ${filter.type}`;
  return html`<span class="tag" data-test="filter" data-applied=${isApplicable(filter)}>
    <b>${filter.member}</b>${sign} ${filter.values.join(', ')}
    ${
      removable
        ? html`<button
            data-test="remove-filter"
            aria-label="Remove this filter"
            @click=${() => page.pick(`f_${filter.member}`, null)}
          >
            ×
          </button>`
        : nothing
    }
  </span>`;
}
