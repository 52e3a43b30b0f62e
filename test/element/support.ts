/// <reference types="mocha" />
/** Shared by all element tests: a tenant, a mounted element, fake time, a watched console; all are undone after each test. */
import type { SinonFakeTimers } from 'sinon';
import sinon from 'sinon';
import type { CubeEmbedElement, CubeEmbedEventMap } from '../../src/index.js';
import { configure } from '../../src/index.js';
import type { Tenant, TenantOptions } from './tenant.js';
import { openTenant } from './tenant.js';

/** The elements by name. */
export type Tag = 'cube-embed-dashboard' | 'cube-embed-chat' | 'cube-embed-app';

// Saved before any test fakes them.
const realSetTimeout = window.setTimeout.bind(window);
const realNow = performance.now.bind(performance);
/** The most real time that a test waits for a condition. A busy machine may need many seconds for one frame. */
const PATIENCE = 60_000;

const tenants: Tenant[] = [];
let clock: SinonFakeTimers | undefined;
let lines: string[] = [];
let stage: HTMLElement;

beforeEach(() => {
  lines = [];
  for (const level of ['error', 'warn'] as const) {
    sinon.stub(console, level).callsFake((...words: unknown[]) => {
      lines.push(words.map(String).join(' '));
    });
  }
  stage = document.createElement('main');
  document.body.append(stage);
});

afterEach(async function () {
  stage.remove();
  for (const stray of document.querySelectorAll('body > *')) stray.remove();
  clock?.restore();
  clock = undefined;
  sinon.restore();
  configure({
    baseUrl: undefined,
    sessionEndpoint: undefined,
    fetchSession: undefined,
    colorScheme: undefined,
    locale: undefined,
    timezone: undefined,
    theme: undefined,
    strings: undefined,
  });
  await Promise.all(tenants.splice(0).map((tenant) => tenant.stop()));
  const left = consoleLines();
  const test = this.currentTest;
  if (!left.length || test?.state !== 'passed') return;
  // An error thrown by a hook would end the file. The runner reads the results of the tests when all have ended.
  test.state = 'failed';
  test.err = new Error(`The console has lines that the test did not ask for:\n${left.join('\n')}`);
});

/** A new tenant for this test. */
export async function newTenant(options: TenantOptions = {}): Promise<Tenant> {
  const tenant = await openTenant(options);
  tenants.push(tenant);
  return tenant;
}

/** The lines of `console.error` and `console.warn` so far. Lines that a test does not read make it fail. */
export function consoleLines(): string[] {
  return lines.splice(0);
}

/** An element with these properties, not in the page yet. */
export function make<T extends Tag>(
  tag: T,
  properties: Partial<HTMLElementTagNameMap[T]> = {},
): HTMLElementTagNameMap[T] {
  return Object.assign(document.createElement(tag), properties);
}

/** The container for the elements of a test; it is emptied after each test. */
export function page(): HTMLElement {
  return stage;
}

/** An element in the page, with a session source and ids that the tenant accepts. */
export function mount<T extends Tag>(
  tenant: Tenant,
  tag: T,
  properties: Partial<HTMLElementTagNameMap[T]> = {},
): HTMLElementTagNameMap[T] {
  const element = make(tag, { ...usual(tenant, tag), ...properties });
  stage.append(element);
  return element;
}

/** The properties that an element requires. */
export function usual<T extends Tag>(tenant: Tenant, tag: T): Partial<HTMLElementTagNameMap[T]> {
  const properties: object = {
    baseUrl: tenant.url,
    fetchSession: () => tenant.mint(),
    ...(tag === 'cube-embed-dashboard' ? { dashboardId: 'sales' } : {}),
    ...(tag === 'cube-embed-app' ? { deploymentId: '1' } : {}),
  };
  return properties;
}

/** Like `mount`, but waits until the embed is ready. */
export async function mountReady<T extends Tag>(
  tenant: Tenant,
  tag: T,
  properties: Partial<HTMLElementTagNameMap[T]> = {},
): Promise<HTMLElementTagNameMap[T]> {
  const element = mount(tenant, tag, properties);
  await ready(element);
  return element;
}

/** Settles when `status` is `ready`. */
export async function ready(element: CubeEmbedElement): Promise<void> {
  await until(() => element.status === 'ready', 'the embed to be ready');
}

/** The next event of this name. */
export function next<K extends keyof CubeEmbedEventMap>(
  target: EventTarget,
  name: K,
): Promise<CubeEmbedEventMap[K]> {
  return new Promise((resolve) => {
    target.addEventListener(name, (event) => resolve(event as CubeEmbedEventMap[K]), { once: true });
  });
}

/** The details of all events of this name from now on. */
export function heard<K extends keyof CubeEmbedEventMap>(
  target: EventTarget,
  name: K,
): CubeEmbedEventMap[K]['detail'][] {
  const details: CubeEmbedEventMap[K]['detail'][] = [];
  target.addEventListener(name, (event) => details.push((event as CubeEmbedEventMap[K]).detail));
  return details;
}

/**
 * Waits for a condition in real time, and checks it often. What is true only for a moment after a call, such as the status
 * `loading`, is seen in the microtasks before the first timer: on a busy machine, a timer fires too late for it.
 */
export async function until(
  condition: () => unknown,
  what: string = String(condition).replace(/^\(\) => /, ''),
): Promise<void> {
  for (let microtask = 0; microtask < 50; microtask++) {
    const met = condition();
    if (met instanceof Promise) break;
    if (met) return;
    await undefined;
  }
  const end = realNow() + PATIENCE;
  while (!(await condition())) {
    if (realNow() > end) throw new Error(`Waited in vain for ${what}.`);
    await turn();
  }
}

/** Lets pending work in this page and on its connections proceed for a moment. */
export function turn(): Promise<void> {
  return new Promise((resolve) => realSetTimeout(resolve, 4));
}

/** Waits until an element has started: one task after it was added to a page that has loaded. */
export function begun(element: CubeEmbedElement): Promise<void> {
  return until(() => element.status !== 'idle', 'the element to begin');
}

/** Waits until all pending messages, including those between the page and the tenant, have arrived. */
export async function quiet(tenant: Tenant): Promise<void> {
  for (let round = 0; round < 10; round++) {
    await turn();
    await tenant.pages();
  }
}

/** A promise to settle by hand. */
export function deferred<T>(): {
  promise: Promise<T>;
  resolve(value: T | Promise<T>): void;
  reject(reason: unknown): void;
} {
  let resolve!: (value: T | Promise<T>) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Freezes the page's clocks and timers; the tenant has its own clock. */
export function fakeTime(): SinonFakeTimers {
  clock = sinon.useFakeTimers({
    now: Date.now(),
    toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'],
    shouldClearNativeTimers: true,
  });
  return clock;
}

/** The iframes of an element, oldest first. */
export function framesOf(element: CubeEmbedElement): HTMLIFrameElement[] {
  return [...element.renderRoot.querySelectorAll('iframe')];
}

/** The only iframe of an element. */
export function frameOf(element: CubeEmbedElement): HTMLIFrameElement {
  const [frame, ...more] = framesOf(element);
  if (!frame || more.length) throw new Error(`Expected one frame, found ${frame ? more.length + 1 : 0}.`);
  return frame;
}

/** A part of an element, if it is rendered. */
export function partOf(element: CubeEmbedElement, name: string): HTMLElement | null {
  return element.renderRoot.querySelector<HTMLElement>(`[part~="${name}"]`);
}

/** What the pending fake timers would call; without those of the test runner, which calls a server. */
export function pendingTimers(time: SinonFakeTimers): string[] {
  const { timers } = time as unknown as { timers?: Map<number, { func: unknown }> };
  const pending = [...(timers?.values() ?? [])].map(({ func }) => String(func));
  // It reads what is no public part of the library.
  if (pending.length !== time.countTimers()) throw new Error('The fake clock keeps its timers elsewhere.');
  return pending.filter((code) => !code.includes('webSocket'));
}

/** Delivers a message as if it came from that source. */
export function deliver(data: unknown, origin: string, source: Window | null): void {
  const event = new MessageEvent('message', { data, origin });
  // Firefox does not accept a window of another process as the constructor's `source`.
  Object.defineProperty(event, 'source', { value: source });
  window.dispatchEvent(event);
}
