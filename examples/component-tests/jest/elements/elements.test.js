import { jest } from '@jest/globals';
import { mountReport } from '../../report.js';

const status = () => document.querySelector('[role=status]').textContent;

test('a fetch that fails ends in cube-embed-error', async () => {
  // Jest's jsdom has no fetch at all.
  globalThis.fetch &&= jest.fn().mockRejectedValue(new TypeError('fetch failed'));
  const failed = new Promise((resolve) => {
    document.addEventListener('cube-embed-error', ({ detail }) => resolve(detail), { once: true });
  });
  mountReport(document.body);
  expect((await failed).error).toMatchObject({ name: 'CubeEmbedError', code: 'session-failed' });
  expect(status()).toBe('Failed: session-failed');
});

test('lazy elements render, and are removed again', () => {
  document.body.innerHTML = `
    <cube-embed-chat loading="lazy" base-url="https://acme.cubecloud.dev"
      session-endpoint="/cube-session"></cube-embed-chat>`;
  const chat = document.body.firstElementChild;
  chat.focus();
  expect(chat.surface).toBe('chat');
  chat.remove();
  expect(chat.status).toBe('idle');
});
