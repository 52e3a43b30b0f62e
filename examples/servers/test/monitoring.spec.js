import { SpanStatusCode, metrics, trace } from '@opentelemetry/api';
import { getRequestListener } from '@hono/node-server';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { expect, test } from '@playwright/test';
import { createCubeTenant } from 'cube-embed/testing';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { createTracedHandler } from '../monitoring/session-endpoint.mjs';

const API_KEY = 'a-key-that-must-never-be-seen';
const script = readFileSync(fileURLToPath(import.meta.resolve('cube-embed/cube-embed.js')), 'utf8');

const spans = new InMemorySpanExporter();
const measures = new InMemoryMetricExporter(AggregationTemporality.DELTA);
const reader = new PeriodicExportingMetricReader({ exporter: measures, exportIntervalMillis: 600_000 });
const meterProvider = new MeterProvider({ readers: [reader] });
let tenant;
let host;
let bundle;
/** Lets the page's `load` event come. */
let finish;
let finished;

test.beforeAll(async () => {
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).register();
  metrics.setGlobalMeterProvider(meterProvider);
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      rolldownOptions: { input: fileURLToPath(new URL('monitoring-page.js', import.meta.url)) },
    },
  });
  bundle = output[0].code;
  tenant = createCubeTenant({ apiKey: API_KEY });
  await tenant.start();
  const endpoint = createTracedHandler({
    tenantUrl: tenant.url,
    apiKey: API_KEY,
    deploymentId: 1,
    identify: () => ({ externalId: 'ada@example.com' }),
  });
  const answer = (body, type) =>
    new Response(body, { headers: { 'content-type': `${type}; charset=utf-8` } });
  const routes = {
    '/cube-session': endpoint,
    '/cube-embed.js': () => answer(script, 'text/javascript'),
    '/page.js': () => answer(bundle, 'text/javascript'),
    // Holds the `load` event until the embed is there, so that the page load contains the iframe.
    '/late': () => finished.then(() => new Response(null, { status: 204 })),
    '/decided': () => {
      finish();
      return new Response(null, { status: 204 });
    },
    '/': () =>
      answer(
        `<!doctype html><title>Host</title><img src="/late" alt=""><script>
          for (const name of ['ready', 'error'])
            document.addEventListener('cube-embed-' + name, () => void fetch('/decided'));
        </script>
        <script type="module" src="/page.js"></script>
        <script type="module" src="/cube-embed.js"></script>
        <cube-embed-dashboard base-url="${tenant.url}" dashboard-id="sales" session-endpoint="/cube-session"></cube-embed-dashboard>`,
        'text/html',
      ),
  };
  const listener = getRequestListener(
    (request) => routes[new URL(request.url).pathname]?.(request) ?? new Response(null, { status: 404 }),
    { overrideGlobalObjects: false },
  );
  host = createServer(listener).listen(0, 'localhost');
  await once(host, 'listening');
});

test.beforeEach(() => {
  finished = new Promise((resolve) => (finish = resolve));
  spans.reset();
  measures.reset();
  tenant.reset();
});

test.afterAll(async () => {
  host?.close();
  host?.closeAllConnections();
  await tenant?.stop();
  await meterProvider.shutdown();
  trace.disable();
});

const url = () => `http://localhost:${host.address().port}`;

/** What the page has recorded once this is true of it. */
async function recorded(page, condition) {
  await expect.poll(async () => condition(await page.evaluate(() => window.recorded()))).toBe(true);
  return page.evaluate(() => window.recorded());
}

/** The ids of all sessions that the tenant has given out. */
const sessionIds = () => tenant.log.filter(({ kind }) => kind === 'minted').map(({ sessionId }) => sessionId);

test.describe('OpenTelemetry on the server', () => {
  const post = () => fetch(`${url()}/cube-session`, { method: 'POST' });

  test('gets a span and a duration for each session', async () => {
    expect((await post()).status).toBe(200);
    expect(spans.getFinishedSpans()).toMatchObject([
      { name: 'cube-embed session', attributes: { 'http.response.status_code': 200 } },
    ]);
    await meterProvider.forceFlush();
    const [{ descriptor, dataPoints }] = measures.getMetrics().at(-1).scopeMetrics[0].metrics;
    expect(descriptor).toMatchObject({ name: 'cube_embed.session.duration', unit: 'ms' });
    expect(dataPoints).toMatchObject([
      { attributes: { 'http.response.status_code': 200 }, value: { count: 1 } },
    ]);
  });

  test('gets the reason of a failure, without the key', async () => {
    tenant.faults.set('generate', { kind: 'refuse', status: 403, message: `Embedding is off, ${API_KEY}` });
    expect((await post()).status).toBe(502);
    const [span] = spans.getFinishedSpans();
    expect(span).toMatchObject({ status: { code: SpanStatusCode.ERROR }, events: [{ name: 'exception' }] });
    expect(span.events[0].attributes['exception.message']).toContain('Embedding is off');
    expect(JSON.stringify(span.events)).not.toContain(API_KEY);
  });
});

test.describe('on the page', () => {
  const hasLoad = ({ spans }) =>
    spans.some(({ name }) => name === 'cube-embed load') && spans.some(({ name }) => name === 'documentLoad');
  const hasSentrySpans = ({ envelopes }) => envelopes.some((text) => text.includes('/embed/dashboard/sales'));
  const isReady = (all) => hasLoad(all) && hasSentrySpans(all);

  test('OpenTelemetry gets the load of each embed', async ({ page }) => {
    await page.goto(url());
    const { spans: all } = await recorded(page, hasLoad);
    const [load] = all.filter(({ name }) => name === 'cube-embed load');
    expect(load.attributes['cube_embed.surface']).toBe('dashboard');
    const { 'cube_embed.session_ms': session, 'cube_embed.frame_ms': frame } = load.attributes;
    expect(session).toBeGreaterThan(0);
    expect(frame).toBeGreaterThan(0);
    expect(Math.abs(load.ms - session - frame)).toBeLessThan(2);
  });

  test('OpenTelemetry counts an embed once that speaks after it was taken for silent', async ({ page }) => {
    await page.goto(url());
    await recorded(page, hasLoad);
    await page.locator('cube-embed-dashboard').evaluate((embed) => {
      const timing = { session: 1, frame: 2, total: 3 };
      const detail = { surface: 'dashboard', confirmed: true, again: true, timing };
      embed.dispatchEvent(new CustomEvent('cube-embed-ready', { detail, bubbles: true, composed: true }));
    });
    const { spans: all } = await recorded(page, hasLoad);
    expect(all.filter(({ name }) => name === 'cube-embed load')).toHaveLength(1);
  });

  test('OpenTelemetry and Sentry get the errors, and Sentry what happened before', async ({ page }) => {
    tenant.faults.set('generate', { kind: 'refuse', status: 403 });
    await page.goto(url());
    const {
      spans: all,
      envelopes,
      breadcrumbs,
    } = await recorded(page, ({ spans, envelopes }) =>
      [spans, envelopes].every((list) => JSON.stringify(list).includes('session-failed')),
    );
    expect(all.find(({ name }) => name === 'cube-embed error')).toMatchObject({
      attributes: { 'cube_embed.code': 'session-failed', 'cube_embed.fatal': true },
      events: [{ name: 'exception' }],
      status: { code: SpanStatusCode.ERROR },
    });
    expect(breadcrumbs.filter(({ category }) => category === 'cube-embed')).toMatchObject([
      { message: 'cube-embed-dashboard', data: { status: 'loading', previous: 'idle' } },
      { message: 'cube-embed-dashboard', data: { status: 'error', previous: 'loading' } },
    ]);
    expect(envelopes.join()).toContain('"cube_embed.code":"session-failed"');
  });

  test('nothing that is sent contains a session', async ({ page }) => {
    await page.goto(url());
    const all = JSON.stringify(await recorded(page, isReady));
    expect(all).toContain('session=removed');
    expect(sessionIds()).toHaveLength(1);
    for (const id of sessionIds()) expect(all).not.toContain(id);
  });

  test('without the filters, both tools would keep it', async ({ page }) => {
    await page.goto(`${url()}/?unfiltered`);
    const { spans: all, breadcrumbs } = await recorded(page, isReady);
    const [id] = sessionIds();
    expect(JSON.stringify(all)).toContain(id);
    expect(JSON.stringify(breadcrumbs)).toContain(id);
  });
});
