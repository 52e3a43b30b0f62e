import type { FrameReport, Report } from './report.js';

/** Actions of the viewer, the page and the machine. */
export type Deed = 'add' | 'remove' | 'park' | 'move' | 'moveBefore' | 'reload' | 'renew' | 'refresh';

/** Lets the driver control the page's time and events: `window.lab`. */
export interface Lab {
  /** Lets time pass, awake, until this moment or the first session call; returns the moment that was reached. */
  advance(to: number): number;
  /** The machine sleeps until then: no timer runs, and the monotonic clock stops. */
  sleep(to: number): void;
  /** Sets the wall clock back by this number of milliseconds. */
  setBack(by: number): void;
  show(visible: boolean): void;
  connect(online: boolean): void;
  /** An event that browsers send when a machine wakes. */
  wake(name: string): void;
  /** Creates an element without adding it to the page. */
  make(tag: string, attributes: Record<string, string>): void;
  act(element: number, deed: Deed): void;
  /** The viewer signs out, and the next one is signed in: the host reloads every element of the page. */
  signOut(): void;
  /** A {@link Report} as JSON, because it is read thousands of times. */
  report(): string;
}

/** Runs in the host page before its own scripts. Self-contained: it is sent to the browser as text. */
export function installLab(start: number): void {
  if (window.top !== window) return;
  const timers = new Map<number, { due: number; run: () => void }>();
  let now = start;
  let slept = 0;
  let skew = 0;
  let timerIds = 0;
  let calls = 0;
  let heard = 0;
  let visible = true;
  let online = true;
  let frames: FrameReport[] = [];
  let wrongs: string[] = [];
  const elements: (HTMLElement & {
    status: string;
    renewing: boolean;
    error: { code: string } | null;
    reload(): Promise<void>;
    renew(): Promise<void>;
    refresh(): void;
    park(): boolean;
  })[] = [];
  /** Frames that were reported: one that is taken over is not new. */
  const known = new WeakSet<Element>();
  const loaded = new WeakSet<Element>();
  const calling = new Set<string>();
  const monotonic = (): number => now - start - slept;

  Object.assign(window, {
    setTimeout(run: () => void, ms = 0) {
      timers.set((timerIds += 1), { due: monotonic() + Math.max(ms, 0), run });
      return timerIds;
    },
    clearTimeout: (id: number) => timers.delete(id),
  });
  Date.now = () => now + skew;
  performance.now = monotonic;
  Object.defineProperty(document, 'visibilityState', { get: () => (visible ? 'visible' : 'hidden') });

  const { fetch } = window;
  window.fetch = async (input, init) => {
    calls += 1;
    const endpoint = String(input);
    const { reason } = JSON.parse(String(init?.body)) as { reason: string };
    if (!online) wrongs.push('asked for a session while offline');
    if (!visible && reason === 'renewal') wrongs.push('began a renewal while hidden');
    if (calling.has(endpoint)) wrongs.push('made two calls at once');
    calling.add(endpoint);
    init?.signal?.addEventListener('abort', () => calling.delete(endpoint));
    try {
      const headers = { ...(init?.headers as Record<string, string>), 'x-page-time': String(now) };
      return await fetch(input, { ...init, headers });
    } finally {
      if (!init?.signal?.aborted) calling.delete(endpoint);
    }
  };

  window.addEventListener('message', ({ data }: MessageEvent<{ source?: string } | null>) => {
    if (data?.source === 'cube-embed') heard += 1;
  });
  for (const name of ['ready', 'status-change', 'renewed', 'before-reload', 'error', 'message', 'view']) {
    document.addEventListener(`cube-embed-${name}`, (event) => {
      if (/[0-9a-f]{32}/.test(JSON.stringify((event as CustomEvent).detail)))
        wrongs.push(`told an id in ${event.type}`);
    });
  }

  const framesOf = (element: Element): HTMLIFrameElement[] => [
    ...(element.shadowRoot?.querySelectorAll('iframe') ?? []),
  ];
  const sessionOf = (frame: HTMLIFrameElement | undefined): string | undefined => {
    const { searchParams } = new URL(frame?.src ?? 'about:blank');
    return searchParams.get('session') ?? searchParams.get('sessionId') ?? undefined;
  };
  const liveOf = (element: Element): HTMLIFrameElement | undefined =>
    framesOf(element).find(({ inert }) => !inert);

  const watch = (element: (typeof elements)[number], index: number): void => {
    const observer = new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) {
          if (!(node instanceof HTMLIFrameElement) || known.has(node)) continue;
          known.add(node);
          node.addEventListener('load', () => loaded.add(node));
          frames.push({ element: index, session: sessionOf(node) ?? '', at: now });
        }
      }
      if (framesOf(element).length > 2) wrongs.push('kept a third frame');
      if ((element.status === 'ready') !== !!liveOf(element))
        wrongs.push('was ready without a frame, or not with one');
    });
    observer.observe(element.shadowRoot!, { childList: true });
  };

  const lab: Lab = {
    advance(to) {
      const callsBefore = calls;
      for (let standing = 0; calls === callsBefore;) {
        const [id, timer] = [...timers].sort(([, a], [, b]) => a.due - b.due)[0] ?? [];
        const due = timer ? Math.max(timer.due + start + slept, now) : Infinity;
        if (due > to) {
          now = to;
          break;
        }
        standing = due > now ? 0 : standing + 1;
        if (standing > 100) throw new Error('The page spins: its timer fires without end.');
        now = due;
        timers.delete(id!);
        timer!.run();
      }
      return now;
    },
    sleep(to) {
      slept += to - now;
      now = to;
    },
    setBack(by) {
      skew -= by;
    },
    show(on) {
      visible = on;
      document.dispatchEvent(new Event('visibilitychange'));
    },
    connect(on) {
      online = on;
      window.dispatchEvent(new Event(on ? 'online' : 'offline'));
    },
    wake(name) {
      const target = name === 'pageshow' ? window : document;
      target.dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
    },
    make(tag, attributes) {
      const element = document.createElement(tag) as (typeof elements)[number];
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      elements.push(element);
    },
    act(index, deed) {
      const element = elements[index]!;
      const box =
        element.parentElement === document.body.firstElementChild ? 'lastElementChild' : 'firstElementChild';
      const target = document.body[box] as Element & { moveBefore(node: Node, before: null): void };
      switch (deed) {
        case 'add':
          target.append(element);
          if (!loaded.has(element)) watch(element, index);
          // The set of loaded frames also contains the elements that are watched.
          loaded.add(element);
          break;
        case 'move':
          target.append(element);
          break;
        case 'moveBefore':
          target.moveBefore(element, null);
          break;
        case 'refresh':
          element.refresh();
          break;
        case 'park':
          element.park();
          element.remove();
          break;
        case 'remove':
          element.remove();
          break;
        case 'reload':
        case 'renew':
          void element[deed]();
          break;
      }
    },
    signOut() {
      (window as unknown as { library: { signOut(): void } }).library.signOut();
      for (const element of elements) if (element.isConnected) void element.reload();
    },
    report() {
      const report: Report = {
        frames,
        wrongs,
        now,
        heard,
        calling: calling.size,
        timers: timers.size,
        elements: elements.map((element) => {
          const next = framesOf(element).find(({ inert }) => inert);
          const { status, renewing, error, isConnected: connected } = element;
          const live = sessionOf(liveOf(element));
          const nextLoaded = !!next && loaded.has(next);
          return { connected, status, renewing, error: error?.code, live, next: sessionOf(next), nextLoaded };
        }),
      };
      frames = [];
      wrongs = [];
      return JSON.stringify(report);
    },
  };
  Object.assign(window, { lab });
}
