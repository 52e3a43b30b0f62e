import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { PEOPLE, cubeViewer, signInCookie, viewerOf } from '../../../demo/server/viewers.js';
import { createSessionHandler } from '../../../src/server/index.js';

const published = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../dist/${name}`, import.meta.url)), 'utf8');

/** What a browser reports of a page's policy, among other things (CSP level 3, §5.3). */
export interface Violation {
  'effective-directive': string;
  'blocked-uri': string;
}

/** A host application of a test's own: pages that the test writes, a made-up sign-in, a session endpoint. */
export interface Host {
  /** `http://localhost:…`: to a browser another site than the tenant's `http://127.0.0.1:…`. */
  url: string;
  /** Puts a page at a path, with these headers. */
  page(path: string, html: string, headers?: Record<string, string>): void;
  /** Puts a script at a path. */
  script(path: string, code: string): void;
  /** What browsers have told `/reports`, where a page's policy may send them, in order. */
  readonly reports: Violation[];
  /** What pages have told by `/tell?…`, in order, each with how often the session endpoint had answered. `/told` lists it. */
  readonly told: string[];
  /** The statuses that the session endpoint has answered, in order. */
  readonly answers: number[];
  /** While set, the session endpoint answers this status and asks nobody. */
  failsWith: number | undefined;
  /** Lets calls for a session wait until the function that it returns is called. */
  hold(): () => void;
  stop(): Promise<void>;
}

export async function startHost(tenantUrl: string, apiKey: string): Promise<Host> {
  const pages = new Map<string, { html: string; headers: Record<string, string> }>();
  const scripts = new Map(
    ['cube-embed.js', 'cube-embed.iife.js'].map((name) => [`/${name}`, published(name)]),
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
