import type { CubeTenant } from '../../testkit/tenant/index.js';
import type { Assets } from './assets.js';
import { Backend, HEALTHS } from './backend.js';
import type { NewsStream } from './news.js';
import type { RealTenant } from './settings.js';
import { STEERING } from './steering.js';
import { PEOPLE, signInCookie, viewerOf } from './viewers.js';

/** What the page is told when it loads. */
export interface PageConfig {
  tenantUrl: string;
  deploymentId: number;
  dashboardId: string;
  /** Whether the tenant is the emulated one, which can be steered. */
  emulated: boolean;
  people: typeof PEOPLE;
  /** The id of who is signed in, or `null`. */
  viewer: string | null;
}

interface HostParts {
  account: RealTenant;
  tenant: CubeTenant | undefined;
  assets: Assets;
  news: NewsStream;
}

type Answer = Response | Promise<Response>;

/** The host application: a made-up sign-in, the session endpoints, its one page, and the demo's controls. */
export function createHost({ account, tenant, assets, news }: HostParts): (request: Request) => Answer {
  const backend = new Backend(account, ({ surface, reason, status }) =>
    news.tell({
      from: 'backend',
      text: `session for ${reason}: ${status}`,
      surface,
      bad: status !== 200,
    }),
  );

  const commands: Record<string, (request: Request, body: Record<string, unknown>) => Answer> = {
    async 'sign-in'(_request, { id }) {
      const person = PEOPLE.find((known) => known.id === id);
      if (!person) return Response.json({ error: 'Nobody is called that.' }, { status: 400 });
      return Response.json({ viewer: person.id }, { headers: { 'set-cookie': signInCookie(person) } });
    },
    async 'sign-out'(request) {
      // Whoever leaves takes their tokens with them: a copied one is worth nothing from now on.
      const revoked = await backend.revokeAll(request);
      return Response.json({ revoked }, { headers: { 'set-cookie': signInCookie(null) } });
    },
    async revoke(request) {
      return Response.json({ revoked: await backend.revokeAll(request) });
    },
    health(_request, { health }) {
      backend.health = HEALTHS.find((known) => known === health) ?? 'fine';
      return Response.json({ health: backend.health });
    },
  };

  const pageOf = (request: Request): Response => {
    const config: PageConfig = {
      tenantUrl: account.tenantUrl,
      deploymentId: account.deploymentId,
      dashboardId: account.dashboardId,
      emulated: !!tenant,
      people: PEOPLE,
      viewer: viewerOf(request)?.id ?? null,
    };
    const json = JSON.stringify(config).replaceAll('<', '\\u003c');
    const html = assets.get('/')!.body.replace('{{config}}', () => json);
    return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  };

  return async (request) => {
    const { pathname } = new URL(request.url);
    if (backend.handles(pathname)) return backend.answer(pathname, request);
    if (request.method === 'GET') {
      if (pathname === '/') return pageOf(request);
      if (pathname === '/news') return news.open();
      const asset = assets.get(pathname);
      if (asset) return new Response(asset.body, { headers: { 'content-type': asset.type } });
    }
    const name = pathname.replace('/demo/', '');
    if (request.method !== 'POST' || request.headers.get('sec-fetch-site') === 'cross-site')
      return notFound();
    const body = (await request.json().catch(() => ({}))) as Record<string, unknown>;
    if (Object.hasOwn(commands, name)) return commands[name]!(request, body);
    if (tenant && Object.hasOwn(STEERING, name)) return Response.json(await STEERING[name]!(tenant, body));
    return notFound();
  };
}

const notFound = (): Response => new Response('Not found', { status: 404 });
