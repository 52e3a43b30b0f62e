import type { CubeEmbedElement, CubeEmbedEventMap } from '../../src/index.js';
import type { News } from '../server/news.js';
import { byId } from './config.js';

const MOST_ROWS = 200;

type Names = keyof CubeEmbedEventMap;
type Telling = { [K in Names]: (detail: CubeEmbedEventMap[K]['detail']) => string | null };

/** Each event in a few words; `null` leaves it out. */
const TELLING: Telling = {
  'cube-embed-ready': ({ confirmed }) => (confirmed ? 'says that it is up' : 'says nothing, but has loaded'),
  'cube-embed-status-change': ({ status, previous }) => `${previous} → ${status}`,
  'cube-embed-renewed': ({ method, trigger }) =>
    `${method === 'in-place' ? 'in place' : 'new frame'}, because of ${trigger}`,
  'cube-embed-session': ({ reason, attempt, error }) =>
    `${reason}, attempt ${attempt}: ${error ? error.code : 'answered'}`,
  'cube-embed-before-reload': ({ reason }) => `because of ${reason}; cancelable`,
  'cube-embed-error': ({ error, fatal }) => `${error.code}${fatal ? ', fatal' : ''}: ${error.message}`,
  'cube-embed-view': ({ path, title }) => [path, title].filter(Boolean).join(' · '),
  'cube-embed-navigate': ({ path, previousPath }) => `${previousPath ?? ''} → ${path}`,
  'cube-embed-dashboard-loaded': ({ widgetCount }) => `${widgetCount ?? 'some'} widgets`,
  'cube-embed-download': ({ format, target, title }) => `${title ?? target} as ${format}`,
  'cube-embed-drilldown': ({ member, value }) => `${member} = ${String(value)}`,
  'cube-embed-ai-query': ({ query, status }) => `${status}: ${query}`,
  // The others have an event of their own.
  'cube-embed-message': ({ type }) => (/session-expir/.test(type) ? type.replace('cube:event:', '') : null),
};

/** Shows every event of the elements as it comes, the newest first. */
export function startEventLog(): void {
  for (const name of Object.keys(TELLING) as Names[]) {
    document.addEventListener(name, (event) => {
      const { detail, target } = event as CubeEmbedEventMap[Names];
      const text = (TELLING[name] as (detail: unknown) => string | null)(detail);
      if (text === null) return;
      write({
        kind: kindOf(name, detail),
        from: (target as CubeEmbedElement).surface,
        name: name.replace('cube-embed-', ''),
        text,
      });
    });
  }
  byId('clear-log').addEventListener('click', () => byId('log').replaceChildren());
}

/** Shows what the server tells. */
export function logNews({ from, text, surface = '', bad = false }: News): void {
  write({ kind: bad ? 'bad' : 'server', from: surface, name: from, text });
}

function kindOf(name: Names, detail: object): string {
  if (name === 'cube-embed-error') return 'bad';
  if (name === 'cube-embed-renewed') return (detail as { method: string }).method;
  return name === 'cube-embed-ready' ? 'good' : '';
}

function write({ kind, from, name, text }: Record<'kind' | 'from' | 'name' | 'text', string>): void {
  const row = document.createElement('li');
  row.dataset['kind'] = kind;
  const time = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  for (const [tag, content] of [
    ['time', time.format(Date.now())],
    ['b', name],
    ['i', from],
    ['span', text],
  ] as const) {
    row.append(Object.assign(document.createElement(tag), { textContent: content }));
  }
  const log = byId('log');
  log.prepend(row);
  while (log.childElementCount > MOST_ROWS) log.lastElementChild!.remove();
}
