import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { PEOPLE, cubeViewer, signInCookie, viewerOf } from '../../../demo/server/viewers.js';
import { createExportHandler, createSessionHandler } from '../../../src/server/index.js';

const published = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../dist/${name}`, import.meta.url)), 'utf8');

/** Some fields of a browser's report about a page's policy (CSP level 3, §5.3). */
export interface Violation {
  'effective-directive': string;
  'blocked-uri': string;
}

/** The host application of one test: pages that the test defines, a simulated sign-in, a session endpoint. */
export interface Host {
  /** `http://localhost:…`, which browsers treat as another site than the tenant's `http://127.0.0.1:…`. */
  url: string;
  /** Serves a page at a path with these headers. */
  page(path: string, html: string, headers?: Record<string, string>): void;
  /** Serves a script at a path. */
  script(path: string, code: string): void;
  /** The policy violations that browsers have reported to `/reports`, in order. */
  readonly reports: Violation[];
  /** The messages that pages have sent to `/tell?…`, in order, each with the number of session answers so far. `/told` lists them. */
  readonly told: string[];
  /** The statuses of the session endpoint's answers, in order. */
  readonly answers: number[];
  /** While set, the session endpoint answers with this status and does not call the tenant. */
  failsWith: number | undefined;
  /** Delays session calls until the returned function is called. */
  hold(): () => void;
  stop(): Promise<void>;
}

export async function startHost(tenantUrl: string, apiKey: string): Promise<Host> {
  const pages = new Map<string, { html: string; headers: Record<string, string> }>();
  const scripts = new Map(
    ['cube-embed.js', 'cube-embed.iife.js', 'cube-embed.locales.js'].map((name) => [
      `/${name}`,
      published(name),
    ]),
  );
  const answers: number[] = [];
  const reports: Violation[] = [];
  const told: string[] = [];
  let held: Promise<void> | undefined;
  const identify = (request: Request) => {
    const person = viewerOf(request);
    return person && cubeViewer(person);
  };
  const session = createSessionHandler({
    tenantUrl,
    apiKey,
    deploymentId: 1,
    identify,
    maxPerMinute: Infinity,
  });

  const exported = createExportHandler({
    tenantUrl,
    apiKey,
    deploymentId: 1,
    identify(request) {
      const viewer = identify(request);
      return viewer && { ...viewer, externalId: viewer.externalId ?? '', embedTenantName: 'customer-12' };
    },
    allow: (_viewer, { dashboardId }) => dashboardId === 'sales',
    // Tests read the answers.
    onError: () => undefined,
  });

  const typed = (body: string, type: string, headers: Record<string, string> = {}): Response =>
    new Response(body, { headers: { 'content-type': `${type}; charset=utf-8`, ...headers } });

  const answerSession = async (request: Request): Promise<Response> => {
    await held;
    const response = host.failsWith ? new Response('{}', { status: host.failsWith }) : await session(request);
    answers.push(response.status);
    return response;
  };

  const server = createServer(
    createRequestListener(async (request) => {
      const { pathname, searchParams, search } = new URL(request.url);
      if (pathname === '/cube-session') return answerSession(request);
      if (pathname === '/cube-export') return exported(request);
      if (pathname === '/sign-in') {
        const person = PEOPLE.find(({ id }) => id === searchParams.get('as')) ?? null;
        return new Response(null, { status: 204, headers: { 'set-cookie': signInCookie(person) } });
      }
      if (pathname === '/tell')
        told.push(`${decodeURIComponent(search.slice(1))}, ${String(answers.length)} answered`);
      if (pathname === '/tell' || pathname === '/told') return typed(told.join('\n'), 'text/plain');
      if (pathname === '/reports') {
        const { 'csp-report': violation } = (await request.json()) as { 'csp-report': Violation };
        reports.push(violation);
        return new Response(null, { status: 204 });
      }
      const code = scripts.get(pathname);
      if (code !== undefined) return typed(code, 'text/javascript');
      const page = pages.get(pathname);
      return page ? typed(page.html, 'text/html', page.headers) : new Response('', { status: 404 });
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));

  const host: Host = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    answers,
    failsWith: undefined,
    page(path, html, headers = {}) {
      pages.set(path, { html: `<!doctype html><html lang="en"><title>Host</title>${html}`, headers });
    },
    script: (path, code) => void scripts.set(path, code),
    reports,
    told,
    hold() {
      let release = (): void => {};
      held = new Promise((resolve) => {
        release = () => {
          held = undefined;
          resolve();
        };
      });
      return release;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return host;
}
