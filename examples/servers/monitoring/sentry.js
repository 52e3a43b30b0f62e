// sentry.js
import * as Sentry from '@sentry/browser';
import { withoutSessions } from './without-session.js';

/** For `Sentry.init`: removes sessions from what the SDK collects by itself, above all the addresses of iframes. */
export const filters = {
  beforeBreadcrumb: withoutSessions,
  beforeSendSpan: withoutSessions,
};

/** A breadcrumb for each change of an embed, and an issue for each fatal error. */
export function reportEmbeds() {
  document.addEventListener('cube-embed-status-change', ({ target, detail: { status, previous } }) => {
    Sentry.addBreadcrumb({ category: 'cube-embed', message: target.localName, data: { status, previous } });
  });
  document.addEventListener('cube-embed-renewed', ({ target, detail: { method, trigger } }) => {
    Sentry.addBreadcrumb({
      category: 'cube-embed',
      message: `${target.localName} renewed`,
      data: { method, trigger },
    });
  });
  document.addEventListener('cube-embed-error', ({ detail: { error, fatal } }) => {
    if (fatal) Sentry.captureException(error, { tags: { 'cube_embed.code': error.code } });
  });
}
