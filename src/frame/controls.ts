import { toJson } from '../shared/json.js';
import type { Filters } from './filters.js';
import { wholeFilter } from './filters.js';

/**
 * Query parameters for the filters: `f_view.dimension`, and the value as JSON. What is `undefined` counts as not named. The
 * JSON reads the same to a query parser and to one that takes it as it is: `&`, `+`, `%` and `#` are escaped in it.
 */
export function filterParameters(filters: Filters | undefined): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [member, filter] of Object.entries(filters ?? {})) {
    const whole = wholeFilter(filter);
    if (whole) parameters[`f_${member}`] = escapedJson(whole);
  }
  return parameters;
}

/** A filter as `set-filter` takes it, from its parameter. */
export function filterText(parameter: string, json: string): string {
  // Members of Cube's need no encoding.
  return `${parameter.replace(/[&+%#=]/g, encodeURIComponent)}=${json}`;
}

/** The payload of `set-filter` for these filters. */
export function filterAction(filters: readonly string[]): { filterUrlParameter: string } {
  return { filterUrlParameter: filters.join('&') };
}

/** The filters in a payload of `set-filter`. */
export function splitFilters(filterUrlParameter: string): string[] {
  // A host that writes the payload itself may leave an ampersand in a value.
  return filterUrlParameter.split(/&(?=[a-z]+_[^&=]*=)/);
}

/** JSON whose strings have none of the characters that mean something in a query. */
function escapedJson(value: unknown): string {
  // Outside of strings there is but one of them: the plus of an exponent, which JSON can do without.
  return toJson(value).replace(/"(?:[^"\\]|\\.)*"|\+/g, (part) =>
    part === '+'
      ? ''
      : part.replace(/[&+%#]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
  );
}

/** The same record as texts, each name prefixed (`tg_`, `ms_`); without what is not set. */
export function prefixed(
  prefix: string,
  values: Readonly<Record<string, unknown>> | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {})
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [prefix + name, String(value)]),
  );
}
