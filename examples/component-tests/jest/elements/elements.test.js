import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { mountReport } from '../../report.js';

beforeEach(() => {
  jest.useFakeTimers();
  // Jest's jsdom has no fetch.
  globalThis.fetch &&= jest.fn().mockRejectedValue(new TypeError('fetch failed'));
});
afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
});

const status = () => document.querySelector('[role=status]').textContent;

test('a failing fetch ends in cube-embed-error', async () => {
  let error;
  document.addEventListener('cube-embed-error', ({ detail }) => (error = detail.error), { once: true });
  mountReport(document.body);
  // The delays between the attempts add up to at most a minute.
  for (let second = 0; second < 60 && !error; second++) await jest.advanceTimersByTimeAsync(1_000);
  expect(error).toMatchObject({ name: 'CubeEmbedError', code: 'session-failed' });
  expect(status()).toBe('Failed: session-failed');
});

test('lazy elements render and can be removed', () => {
  document.body.innerHTML = `
    <cube-embed-chat loading="lazy" base-url="https://acme.cubecloud.dev"
      session-endpoint="/cube-session"></cube-embed-chat>`;
  const chat = document.body.firstElementChild;
  chat.focus();
  expect(chat.surface).toBe('chat');
  chat.remove();
  expect(chat.status).toBe('idle');
});
