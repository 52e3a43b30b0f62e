/** A scalar or a list that a filter compares with. */
export type FilterScalar = string | number | boolean | null;

/** A filter's value, or Cube's own form of it (`value`, `type`, …; the type defaults to equals). */
export type FilterValue =
  | FilterScalar
  | readonly FilterScalar[]
  | { readonly value: FilterScalar | readonly FilterScalar[]; readonly [option: string]: unknown };

/** Filters by `view.dimension`. */
export type Filters = Readonly<Record<string, FilterValue>>;

/** What takes a filter away again. Cube documents no way: this one constant is the guess. */
const NO_FILTER: FilterValue = [];

/** Query parameters for the filters: `f_view.dimension`, the value as JSON. */
export function filterParameters(filters: Filters | undefined): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [member, value] of Object.entries(filters ?? {})) {
    const whole = value !== null && typeof value === 'object' && 'value' in value;
    parameters[`f_${member}`] = JSON.stringify(whole ? value : { value });
  }
  return parameters;
}

/** Payloads of `set-filter`, one for each filter, from their parameters; without a value it is taken away. */
export function filterAction(parameter: string, json: string | undefined): { filterUrlParameter: string } {
  return { filterUrlParameter: `${parameter}=${json ?? JSON.stringify({ value: NO_FILTER })}` };
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
