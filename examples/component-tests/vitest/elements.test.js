/** The elements themselves: whatever the environment lacks, a page that uses them must render. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mountReport } from '../report.js';

beforeEach(() => {
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('fetch failed')));
});
afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const status = () => document.querySelector('[role=status]').textContent;

/** The first error that an element of the page reports. */
const nextError = () =>
  new Promise((resolve) => {
    document.addEventListener('cube-embed-error', ({ detail }) => resolve(detail), { once: true });
  });

test('a fetch that fails ends in cube-embed-error', async () => {
  const failed = nextError();
  mountReport(document.body);
  const { error } = await failed;
  expect(error).toMatchObject({ name: 'CubeEmbedError', code: 'session-failed' });
  expect(status()).toBe('Failed: session-failed');
  expect(fetch).toHaveBeenCalled();
});

test('an endpoint that denies ends in cube-embed-error', async () => {
  fetch.mockResolvedValue(new Response('', { status: 403 }));
  const failed = nextError();
  mountReport(document.body);
  expect((await failed).error.code).toBe('session-denied');
  expect(document.querySelector('cube-embed-dashboard').status).toBe('error');
});

test('a session is put into a frame', async () => {
  fetch.mockResolvedValue(Response.json({ sessionId: 'a-session' }));
  mountReport(document.body);
  const dashboard = document.querySelector('cube-embed-dashboard');
  await expect
    .poll(() => dashboard.shadowRoot.querySelector('iframe')?.src)
    .toMatch(/\/embed\/dashboard\/sales\?/);
});

test('lazy elements render, and are removed again', async () => {
  document.body.innerHTML = ['dashboard', 'chat', 'app']
    .map(
      (surface) => `<cube-embed-${surface} loading="lazy" dashboard-id="a" deployment-id="1" hide-header
        base-url="https://acme.cubecloud.dev" session-endpoint="/cube-session"></cube-embed-${surface}>`,
    )
    .join('');
  const elements = [...document.body.children];
  for (const element of elements) {
    element.colorScheme = 'dark';
    element.focus();
    element.refresh();
  }
  // jsdom has no IntersectionObserver, so they load at once; happy-dom's never says that anything is seen.
  const expected = globalThis.IntersectionObserver ? 'idle' : 'loading';
  await expect.poll(() => elements.map(({ status }) => status)).toEqual([expected, expected, expected]);
  document.body.replaceChildren();
  expect(elements.map(({ status }) => status)).toEqual(['idle', 'idle', 'idle']);
});
