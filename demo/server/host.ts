import type { ProtocolGeneration } from '../../testkit/tenant/index.js';
import { isLocalHost } from '../../testkit/tenant/local-names.js';
import type { Assets } from './assets.js';
import type { Health } from './backend.js';
import { Backend, HEALTHS } from './backend.js';
import { docsPage } from './docs.js';
import type { RealTenant } from './settings.js';
import { STEERING } from './steering.js';
import type { Tenants } from './tenants.js';
import { GENERATIONS } from './tenants.js';
import { PEOPLE, signInCookie, viewerOf } from './viewers.js';

/** The configuration that the page receives when it loads: the current state of the demo, also after a reload. */
export interface PageConfig {
  /** The tenants' URLs by generation; a real tenant is used for all. */
  tenantUrls: Record<ProtocolGeneration, string>;
  deploymentId: number;
  dashboardId: string;
  /** Whether the tenant is emulated and can be controlled. */
  emulated: boolean;
  people: typeof PEOPLE;
  /** The id of the signed-in viewer, or `null`. */
  viewer: string | null;
  health: Health;
  generation: ProtocolGeneration;
  /** How many milliseconds the tenants' clock is ahead of the machine's. */
  ahead: number;
}

interface HostParts {
  /** A real tenant, or the emulated ones. */
  tenants: RealTenant | Tenants;
  assets: Assets;
}

type Answer = Response | Promise<Response>;
type Command = (request: Request, body: Record<string, unknown>) => Answer;

/** The host application: a simulated sign-in, the session endpoints, its only page, and the demo's commands. */
export function createHost({ tenants, assets }: HostParts): (request: Request) => Answer {
  const emulated = 'clock' in tenants ? tenants : undefined;
  const accountOf = (generation: ProtocolGeneration): RealTenant =>
    'clock' in tenants ? tenants.accountOf(generation) : tenants;
  const backends = new Map(GENERATIONS.map((name) => [name, new Backend(accountOf(name), !!emulated)]));
  const generation = (): ProtocolGeneration => emulated?.generation ?? 'renewal';
  const backend = (): Backend => backends.get(generation())!;

  const revokeAll = async (request: Request): Promise<object> => {
    const counts = await Promise.all([...backends.values()].map((each) => each.revokeAll(request)));
    return {
      revoked: counts.reduce((sum, { revoked }) => sum + revoked, 0),
      failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    };
  };

  const commands: Record<string, Command> = {
    async 'sign-in'(_request, { id }) {
      const person = PEOPLE.find((known) => known.id === id);
      if (!person) return Response.json({ error: 'Nobody has that id.' }, { status: 400 });
      return Response.json({ viewer: person.id }, { headers: { 'set-cookie': signInCookie(person) } });
    },
    async 'sign-out'(request) {
      // Revoking invalidates copied tokens; a tenant that is down must not prevent the sign-out.
      return Response.json(await revokeAll(request), { headers: { 'set-cookie': signInCookie(null) } });
    },
    async revoke(request) {
      return Response.json(await revokeAll(request));
    },
    health(_request, { health }) {
      const known = HEALTHS.find((name) => name === health) ?? 'fine';
      for (const each of backends.values()) each.health = known;
      return Response.json({ health: known });
    },
  };

  const pageOf = (request: Request): Response => {
    const { deploymentId, dashboardId } = accountOf(generation());
    const config: PageConfig = {
      tenantUrls: Object.fromEntries(
        GENERATIONS.map((name) => [name, accountOf(name).tenantUrl]),
      ) as PageConfig['tenantUrls'],
      deploymentId,
      dashboardId,
      emulated: !!emulated,
      people: PEOPLE,
      viewer: viewerOf(request)?.id ?? null,
      health: backend().health,
      generation: generation(),
      ahead: emulated ? emulated.clock.now() - Date.now() : 0,
    };
    const json = JSON.stringify(config).replaceAll('<', '\\u003c');
    const html = assets.get('/')!.body.replace('{{config}}', () => json);
    return new Response(html, {
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    });
  };

  return async (request) => {
    if (!isLocalHost(request.headers.get('host') ?? undefined)) return refused();
    const { pathname } = new URL(request.url);
    if (backend().handles(pathname)) return backend().answer(pathname, request);
    if (request.method === 'GET') {
      if (pathname === '/') return pageOf(request);
      const asset = assets.get(pathname);
      if (asset) return new Response(asset.body, { headers: { 'content-type': asset.type } });
      return (await docsPage(pathname)) ?? notFound();
    }
    const name = pathname.replace('/demo/', '');
    if (request.method !== 'POST' || request.headers.get('sec-fetch-site') === 'cross-site')
      return notFound();
    const body = (await request.json().catch(() => ({}))) as Record<string, unknown>;
    if (Object.hasOwn(commands, name)) return commands[name]!(request, body);
    if (emulated && Object.hasOwn(STEERING, name))
      return Response.json(await STEERING[name]!(emulated, body));
    return notFound();
  };
}

const notFound = (): Response => new Response('Not found', { status: 404 });
/** Another host name that resolves to this machine (DNS rebinding) must not control the demo. */
const refused = (): Response => new Response('Open the demo at its localhost address.', { status: 403 });
