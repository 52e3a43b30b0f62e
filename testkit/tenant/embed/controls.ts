import type { ControlDefault, FilterControl, TenantDashboard } from '../catalog.js';
import type { UserAttributeInput } from '../session-request.js';
import { readFilter } from './filters.js';
import type { Filter } from './filters.js';

type Controls = TenantDashboard['controls'];

/** The values of a dashboard's controls. */
export interface ControlValues {
  /** The parameters that are set, by the URL, the host or the viewer: `f_…`, `tg_…` and `ms_…`. */
  parameters: Readonly<Record<string, string>>;
  /** The members whose filter was cleared. Their defaults apply again only when the page is loaded anew. */
  cleared: readonly string[];
}

/** A parameter that has no effect, and why. */
export interface IgnoredParameter {
  parameter: string;
  reason: string;
}

const CONTROL = /^(?:f|tg|ms)_/;

/** Separates the parameters of controls from a path. */
export function splitControls(path: string): { path: string; parameters: URLSearchParams } {
  const url = new URL(path, 'http://tenant');
  const given = [...url.searchParams].filter(([name]) => CONTROL.test(name));
  if (given.length === 0) return { path, parameters: new URLSearchParams() };
  for (const [name] of given) url.searchParams.delete(name);
  return { path: url.pathname + url.search + url.hash, parameters: new URLSearchParams(given) };
}

/** Sets the controls of a dashboard by a URL's query. Parameters without a control are ignored. */
export function readParameters(
  controls: Controls,
  query: URLSearchParams,
  from: ControlValues = { parameters: {}, cleared: [] },
): ControlValues & { ignored: IgnoredParameter[] } {
  const ignored: IgnoredParameter[] = [];
  let values = from;
  for (const [parameter, value] of query) {
    if (!CONTROL.test(parameter)) continue;
    const reason = problemOf(controls, parameter, value);
    if (reason) ignored.push({ parameter, reason });
    else values = withParameter(values, parameter, value);
  }
  return { ...values, ignored };
}

/** Sets or clears one control. A cleared one has no parameter, so that a new page opens on its default. */
export function withParameter(
  { parameters, cleared }: ControlValues,
  parameter: string,
  value: string | null,
): ControlValues {
  const others = Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== parameter));
  const member = parameter.replace(CONTROL, '');
  const clears = value === null || (parameter.startsWith('f_') && readFilter(member, value) === null);
  const otherCleared = cleared.filter((name) => name !== member);
  return clears
    ? { parameters: others, cleared: parameter.startsWith('f_') ? [...otherCleared, member] : otherCleared }
    : { parameters: { ...others, [parameter]: value }, cleared: otherCleared };
}

/** Returns the filters that apply: the parameter, else the user attribute's default, else the author's. */
export function effectiveFilters(
  controls: Controls,
  { parameters, cleared }: ControlValues,
  attributes: readonly UserAttributeInput[],
): Filter[] {
  const named = Object.keys(parameters).flatMap((name) => (name.startsWith('f_') ? [name.slice(2)] : []));
  // In the order in which they were set, defaults first.
  const members = new Set([
    ...Object.keys(controls?.filters ?? {}).filter((member) => !named.includes(member)),
    ...named,
  ]);
  return [...members].flatMap((member) => {
    const set = parameters[`f_${member}`];
    const control = controls?.filters[member];
    const json = set ?? (control && !cleared.includes(member) ? defaultOf(control, attributes) : null);
    const filter = json === null ? null : readFilter(member, json);
    return filter && typeof filter === 'object' ? [filter] : [];
  });
}

/** Returns the value of a granularity or a field switch. `undefined` if the dashboard has none for the member. */
export function effectiveSwitch(
  controls: Controls,
  { parameters }: ControlValues,
  kind: 'tg' | 'ms',
  member: string,
): string | undefined {
  const set = parameters[`${kind}_${member}`];
  if (set !== undefined) return kind === 'ms' ? wholeMember(member, set) : set;
  if (kind === 'ms') return controls?.fieldSwitches[member]?.default;
  const control = controls?.timeGranularities[member];
  return control?.default ?? control?.allowed[0];
}

function problemOf(controls: Controls, parameter: string, value: string): string | undefined {
  const [, kind = '', member = ''] = /^(\w+?)_(.*)$/s.exec(parameter) ?? [];
  if (kind === 'f') {
    const filter = readFilter(member, value);
    if (controls && !own(controls.filters, member))
      return `the dashboard has no filter control for ${member}`;
    return typeof filter === 'string' ? filter : undefined;
  }
  if (!controls) return undefined;
  if (kind === 'tg') {
    const allowed = own(controls.timeGranularities, member)?.allowed;
    if (!allowed) return `the dashboard has no granularity switcher for ${member}`;
    return allowed.includes(value) ? undefined : `the granularity must be one of ${allowed.join(', ')}`;
  }
  const alternatives = own(controls.fieldSwitches, member)?.alternatives;
  if (!alternatives) return `the dashboard has no field switch for ${member}`;
  const offered = [member, ...alternatives];
  return offered.includes(wholeMember(member, value))
    ? undefined
    : `the member must be one of ${offered.join(', ')}`;
}

function defaultOf(control: FilterControl, attributes: readonly UserAttributeInput[]): string | null {
  const own = attributes.find(({ name }) => name === control.userAttribute)?.value;
  const value: ControlDefault | undefined = own ?? control.default;
  if (value === undefined) return null;
  const isFilter = typeof value === 'object' && !Array.isArray(value);
  return JSON.stringify(isFilter ? value : { value });
}

/** Adds the view of the replaced member to a name without one. */
function wholeMember(replaced: string, name: string): string {
  return name.includes('.') ? name : `${replaced.slice(0, replaced.indexOf('.'))}.${name}`;
}

/** Looks a member up, but not in the record's prototype: `constructor` is a valid text in a URL. */
function own<Value>(record: Record<string, Value>, member: string): Value | undefined {
  return Object.hasOwn(record, member) ? record[member] : undefined;
}
