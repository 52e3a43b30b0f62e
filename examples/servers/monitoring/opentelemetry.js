// opentelemetry.js
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { DocumentLoadInstrumentation } from '@opentelemetry/instrumentation-document-load';
import { withoutSession } from './without-session.js';

const tracer = trace.getTracer('cube-embed');

/** A span for each embed that is ready, and for each error. */
export function traceEmbeds() {
  document.addEventListener('cube-embed-ready', ({ detail: { surface, timing, again } }) => {
    // An embed that speaks late says it twice.
    if (again) return;
    const end = Date.now();
    const attributes = {
      'cube_embed.surface': surface,
      'cube_embed.session_ms': timing.session,
      'cube_embed.frame_ms': timing.frame,
    };
    tracer.startSpan('cube-embed load', { startTime: end - timing.total, attributes }).end(end);
  });
  document.addEventListener('cube-embed-error', ({ detail: { error, fatal } }) => {
    const attributes = { 'cube_embed.code': error.code, 'cube_embed.fatal': fatal };
    const span = tracer.startSpan('cube-embed error', { attributes });
    span.recordException(error);
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
}

/** The instrumentation of page loads reports the address of every iframe, which contains the session. */
export const documentLoad = () =>
  new DocumentLoadInstrumentation({
    applyCustomAttributesOnSpan: {
      resourceFetch(span) {
        for (const [name, value] of Object.entries(span.attributes)) {
          if (typeof value === 'string') span.setAttribute(name, withoutSession(value));
        }
      },
    },
  });
