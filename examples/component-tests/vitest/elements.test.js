/** Tests the elements themselves: a page that uses them must render, whatever the environment lacks. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mountReport } from '../report.js';

const isHappyDom = 'happyDOM' in window;

/** The events that the elements of the page have dispatched. */
let errors;

beforeEach(() => {
  vi.useFakeTimers();
  // Half of each random delay.
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  vi.stubGlobal(
    'fetch',
    vi.fn(() => new Promise(() => {})),
  );
  errors = [];
  document.addEventListener('cube-embed-error', report);
});
afterEach(() => {
  document.removeEventListener('cube-embed-error', report);
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const report = ({ detail }) => errors.push(detail.error);
const dashboard = () => document.querySelector('cube-embed-dashboard');
const status = () => document.querySelector('[role=status]').textContent;

/** Polls without moving the clock: `expectNow(() => value).toBe(…)`. */
const expectNow = (read) => expect.poll(read, { interval: 1, timeout: 4_000 });

/** Moves the clock by a second at a time until the expectation holds. */
const expectInTime = (read) =>
  expectNow(async () => {
    await vi.advanceTimersByTimeAsync(1_000);
    return read();
  });

/** Answers each call with a new session, and returns the URLs that they belong to. */
function giveSessions() {
  const addresses = [];
  fetch.mockImplementation(async () => {
    // An id that the page has received before is an error, even one of another test.
    const sessionId = crypto.randomUUID();
    addresses.push(`https://acme.cubecloud.dev/embed/dashboard/sales?session=${sessionId}`);
    return Response.json({ sessionId });
  });
  return addresses;
}

/** The URLs with a session of the iframes that the dashboard has added so far. */
function watchFrames() {
  const addresses = [];
  new MutationObserver((records) => {
    for (const { src } of records.flatMap(({ addedNodes }) => [...addedNodes]))
      if (src?.includes('session=')) addresses.push(src);
  }).observe(dashboard().shadowRoot, { childList: true });
  return addresses;
}

test('a denied session ends in cube-embed-error', async () => {
  fetch.mockImplementation(async () => new Response('', { status: 403 }));
  mountReport(document.body);
  await expectNow(() => errors.map(({ code }) => code)).toEqual(['session-denied']);
  expect(dashboard().status).toBe('error');
  await vi.advanceTimersByTimeAsync(600_000);
  expect(fetch).toHaveBeenCalledTimes(1);
});

test('a session is loaded in a frame', async () => {
  const sessions = giveSessions();
  mountReport(document.body);
  const frames = watchFrames();
  await expectNow(() => frames.length).toBe(1);
  expect(frames).toEqual(sessions);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(JSON.parse(fetch.mock.calls[0][1].body)).toEqual({
    surface: 'dashboard',
    dashboardId: 'sales',
    reason: 'initial',
  });
});

test('in an environment that loads no iframes, the element dispatches cube-embed-error or stays in loading', async () => {
  const sessions = giveSessions();
  mountReport(document.body);
  const frames = watchFrames();
  if (isHappyDom) {
    // Its iframes fire `error`, as Firefox does when the tenant is unreachable.
    await expectInTime(() => errors.map(({ code }) => code)).toEqual(['frame-timeout']);
    expect(frames).toHaveLength(5);
    expect(status()).toBe('Failed: frame-timeout');
  } else {
    // jsdom's iframes fire no event.
    await expectNow(() => frames.length).toBe(1);
    await vi.advanceTimersByTimeAsync(240_000);
    expect(dashboard().status).toBe('loading');
    expect(frames).toHaveLength(1);
  }
  expect(frames).toEqual(sessions);
});

test('lazy elements render and can be removed', async () => {
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
  const statuses = () => elements.map((element) => element.status);
  // jsdom has no IntersectionObserver, so they load at once; happy-dom's never reports an intersection.
  if (isHappyDom) {
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses()).toEqual(['idle', 'idle', 'idle']);
    expect(fetch).not.toHaveBeenCalled();
  } else {
    await expectNow(statuses).toEqual(['loading', 'loading', 'loading']);
  }
  document.body.replaceChildren();
  expect(statuses()).toEqual(['idle', 'idle', 'idle']);
});
