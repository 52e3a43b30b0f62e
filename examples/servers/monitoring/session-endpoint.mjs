// session-endpoint.mjs
import { SpanStatusCode, metrics, trace } from '@opentelemetry/api';
import { createSessionHandler } from 'cube-embed/server';

/** The session endpoint, with a span for each request and a histogram of their durations. */
export function createTracedHandler(options) {
  // Here, and not when this module is loaded: meters that are made before the SDK is started do nothing.
  const meter = metrics.getMeter('cube-embed');
  const durations = meter.createHistogram('cube_embed.session.duration', { unit: 'ms' });
  const tracer = trace.getTracer('cube-embed');
  const handle = createSessionHandler({
    ...options,
    onSession({ duration, status }) {
      durations.record(duration, { 'http.response.status_code': status });
    },
    // The error contains neither the API key nor the session.
    onError(error) {
      trace.getActiveSpan()?.recordException(error);
    },
  });
  return (request) =>
    tracer.startActiveSpan('cube-embed session', async (span) => {
      const response = await handle(request);
      span.setAttribute('http.response.status_code', response.status);
      if (response.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      return response;
    });
}
