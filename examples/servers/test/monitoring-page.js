/** The page of the monitoring test: all samples, with exporters that keep what would be sent. */
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { DocumentLoadInstrumentation } from '@opentelemetry/instrumentation-document-load';
import { InMemorySpanExporter, SimpleSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';
import * as Sentry from '@sentry/browser';
import { documentLoad, traceEmbeds } from '../monitoring/opentelemetry.js';
import { filters, reportEmbeds } from '../monitoring/sentry.js';

const isFiltered = !new URLSearchParams(location.search).has('unfiltered');

const exporter = new InMemorySpanExporter();
const tracerProvider = new WebTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
tracerProvider.register();
registerInstrumentations({
  tracerProvider,
  instrumentations: [isFiltered ? documentLoad() : new DocumentLoadInstrumentation()],
});
traceEmbeds();

const envelopes = [];
Sentry.init({
  dsn: 'https://key@sentry.example/1',
  tracesSampleRate: 1,
  integrations: [Sentry.browserTracingIntegration()],
  transport: (options) =>
    Sentry.createTransport(options, async ({ body }) => {
      envelopes.push(typeof body === 'string' ? body : new TextDecoder().decode(body));
      return { statusCode: 200 };
    }),
  ...(isFiltered && filters),
});
reportEmbeds();
// Sentry 11 hides the value of `session` in its own spans, but not in what a page adds.
document.addEventListener('cube-embed-ready', ({ target }) => {
  Sentry.addBreadcrumb({ message: `shown: ${target.shadowRoot.querySelector('iframe').src}` });
});

/** What has been recorded so far. */
window.recorded = async () => {
  await Sentry.flush(2000);
  return {
    spans: exporter.getFinishedSpans().map(({ name, attributes, status, events, startTime, endTime }) => ({
      name,
      attributes,
      status,
      events,
      ms: (endTime[0] - startTime[0]) * 1e3 + (endTime[1] - startTime[1]) / 1e6,
    })),
    breadcrumbs: Sentry.getIsolationScope().getScopeData().breadcrumbs,
    envelopes,
  };
};
