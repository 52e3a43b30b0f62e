import 'cube-embed';
import { CubeEmbedDashboard, CubeEmbedError, SessionDeniedError, configure } from 'cube-embed/elements';
import type { CubeEmbedEventMap, FetchSession } from 'cube-embed';

/** Two types are the same, in both directions. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T => true as T;

// The tag names are known to querySelector, createElement and closest.
const dashboard = document.querySelector('cube-embed-dashboard')!;
holds<Same<typeof dashboard, CubeEmbedDashboard>>();
document.createElement('cube-embed-chat').chatId = 'c1';
document.createElement('cube-embed-app').hideWorkbookBackButton = true;
// @ts-expect-error a chat has no workbook
document.createElement('cube-embed-chat').hideWorkbookBackButton = true;

// The event names are known to addEventListener, on the element and wherever they bubble to.
dashboard.addEventListener('cube-embed-ready', ({ detail }) => {
  holds<Same<typeof detail.confirmed, boolean>>();
  holds<Same<typeof detail.deploymentId, number | null>>();
  // @ts-expect-error no event contains a session
  detail.sessionId;
});
document.body.addEventListener('cube-embed-error', ({ detail }) => {
  holds<Same<typeof detail.error, CubeEmbedError>>();
  // @ts-expect-error no such code
  detail.error.code === 'session-lost';
});
dashboard.addEventListener('cube-embed-renewed', ({ detail }) => {
  detail.method satisfies 'in-place' | 'reload';
});
document.addEventListener('cube-embed-ready', ({ detail }) => {
  detail.confirmed satisfies boolean;
});
window.addEventListener('cube-embed-error', ({ detail }) => {
  detail.fatal satisfies boolean;
});
holds<Same<CubeEmbedEventMap['cube-embed-drilldown']['detail']['member'], string>>();

// Members of the dashboard exist on the dashboard only.
const chat = document.createElement('cube-embed-chat');
// @ts-expect-error a chat has no dashboard
chat.dashboardId = 'sales';
// @ts-expect-error a chat has no filters
chat.filters = { 'orders.status': 'completed' };
// @ts-expect-error a chat has no filters
chat.setFilter({ 'orders.status': 'completed' });
chat.deploymentId = 7;
chat.deploymentId = '7';
holds<Same<typeof dashboard.surface, 'dashboard'>>();
holds<Same<typeof chat.sessionTtl, number>>();

// Internal members of the elements are not public.
// @ts-expect-error not public
dashboard.liveSettings;
// @ts-expect-error not public
dashboard.fixedQuery;
// @ts-expect-error not public
dashboard.frameAttributes;
// @ts-expect-error not public
dashboard.emit;
// @ts-expect-error not public
dashboard.showState;

// Cube's actions have typed payloads; unknown ones can be sent with any payload.
dashboard.sendAction('set-color-scheme', { scheme: 'dark' });
dashboard.sendAction('cube:action:navigate', { path: '/d/sales' });
dashboard.sendAction('refresh');
dashboard.sendAction('of-a-newer-tenant', { any: 'thing' });
// @ts-expect-error a payload is an object
dashboard.sendAction('navigate', '/d/sales');

// Filters are typed by their operator.
dashboard.setFilter({
  'orders.status': 'completed',
  'orders.city': ['Paris', 'Rome'],
  'orders.count': { value: 3 },
  'orders.total': { type: 'greater_than', value: 100 },
  'orders.created_at': { type: 'between', value: ['2026-01-01', '2026-02-01'] },
  'orders.note': { type: 'is_null' },
  'orders.rule': { type: 'custom', value: 'any' },
});
// @ts-expect-error no such operator
dashboard.setFilter({ 'orders.total': { type: 'gt', value: 1 } });
// @ts-expect-error the operator needs a value
dashboard.setFilter({ 'orders.total': { type: 'greater_than' } });
// @ts-expect-error the operator takes no value
dashboard.filters = { 'orders.note': { type: 'is_empty', value: '' } };
// @ts-expect-error between needs two values
dashboard.filters = { 'orders.created_at': { type: 'between', value: ['2026-01-01'] } };
// @ts-expect-error between needs a list
dashboard.filters = { 'orders.created_at': { type: 'between', value: '2026-01-01' } };
// @ts-expect-error the operator is called type
dashboard.filters = { 'orders.status': { operator: 'equals', value: 'completed' } };
// @ts-expect-error neither a value nor an operator
dashboard.filters = { 'orders.status': {} };

// The element's own state is read-only for the host.
// @ts-expect-error read-only
dashboard.status = 'ready';
// @ts-expect-error read-only
dashboard.renewing = false;
holds<Same<ReturnType<typeof dashboard.renew>, Promise<void>>>();
dashboard.colorScheme = 'auto';
// @ts-expect-error no such scheme
dashboard.colorScheme = 'sepia';
// @ts-expect-error no such loading mode
dashboard.loading = 'soon';

const fetchSession: FetchSession = async ({ reason, attempt, signal, surface }) => {
  if (reason === 'retry' && attempt > 3) throw new SessionDeniedError();
  // @ts-expect-error no such surface
  if (surface === 'report') return '';
  const answer = await fetch('/cube-session', { method: 'POST', signal });
  return (await answer.json()) as { sessionId: string };
};
dashboard.fetchSession = fetchSession;
// @ts-expect-error a session is a string or { sessionId }
dashboard.fetchSession = async () => ({ session: 'abc' });
// @ts-expect-error a session is returned in a promise
dashboard.fetchSession = () => 'abc';

configure({
  baseUrl: 'https://acme.cubecloud.dev',
  fetchSession,
  colorScheme: 'dark',
  theme: { primaryColor: '#7a77ff', borderRadius: 4 },
  strings: { retry: 'Noch einmal' },
});
// @ts-expect-error no such string
configure({ strings: { again: 'Noch einmal' } });
// @ts-expect-error an API key belongs on the server
configure({ apiKey: 'never here' });
