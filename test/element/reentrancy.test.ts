import { expect } from '@open-wc/testing';
import type { CubeEmbedDashboard } from '../../src/index.js';
import { inNextTask } from '../../src/page/task.js';
import { SessionDeniedError } from '../../src/index.js';
import {
  consoleLines,
  framesOf,
  heard,
  mount,
  newTenant,
  page,
  quiet,
  ready,
  turn,
  until,
} from './support.js';
import type { Tenant } from './tenant.js';

// Browsers fire `focusout` and `focusin` inside `iframe.remove()` and `focus()`, and `abort` inside `abort()`. So a listener
// of the page can run in the middle of an operation of the element, and may do anything with the element.

/** What a listener may do with the element. */
const REACTIONS: Record<string, (dashboard: CubeEmbedDashboard) => void> = {
  reload: (dashboard) => void dashboard.reload(),
  renew: (dashboard) => void dashboard.renew(),
  remove: (dashboard) => dashboard.remove(),
  'remove and add again': (dashboard) => {
    dashboard.remove();
    page().append(dashboard);
  },
  move: (dashboard) => {
    const place = document.createElement('section');
    page().append(place);
    place.append(dashboard);
  },
  'change a property': (dashboard) => {
    dashboard.dashboardId = 'third';
  },
  focus: (dashboard) => dashboard.focus(),
};

describe('a listener that acts on the element in the middle of', () => {
  let tenant: Tenant;
  let dashboard: CubeEmbedDashboard;
  let denies = 0;
  let mostCalls = 0;
  const faults: string[] = [];
  const note = (event: ErrorEvent | PromiseRejectionEvent): void => {
    faults.push('message' in event ? event.message : String(event.reason));
  };

  beforeEach(async () => {
    tenant = await newTenant();
    faults.length = denies = mostCalls = 0;
    window.addEventListener('error', note);
    window.addEventListener('unhandledrejection', note);
    const calls = new Set<AbortSignal>();
    dashboard = mount(tenant, 'cube-embed-dashboard', {
      async fetchSession({ signal }) {
        calls.add(signal);
        mostCalls = Math.max(mostCalls, [...calls].filter(({ aborted }) => !aborted).length);
        signal.addEventListener('abort', () => {
          const react = onAbort;
          onAbort = undefined;
          react?.();
        });
        try {
          if (denies-- > 0) throw new SessionDeniedError();
          if (isHeld) {
            isHeld = false;
            await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
          }
          return await tenant.mint();
        } finally {
          calls.delete(signal);
        }
      },
    });
    await ready(dashboard);
  });
  let onAbort: (() => void) | undefined;
  /** The next call for a session is not answered before it is aborted. */
  let isHeld = false;

  afterEach(() => {
    onAbort = undefined;
    isHeld = false;
    window.removeEventListener('error', note);
    window.removeEventListener('unhandledrejection', note);
  });

  /** What the element is doing meanwhile. */
  const CAUSES: Record<string, () => void> = {
    'a renewal': () => void dashboard.renew(),
    'a reload': () => void dashboard.reload(),
    'a changed property': () => {
      dashboard.dashboardId = 'second';
    },
    'a fatal error': () => {
      void tenant.emit('error', { message: 'down', fatal: true });
    },
    'a denial': () => {
      denies = 1;
      void dashboard.reload();
    },
    'its removal': () => {
      try {
        dashboard.remove();
      } catch {
        // Chromium's error for any node that a listener removed in the meantime.
      }
    },
  };

  /** Ready with one frame, or stopped with nothing left. */
  async function settles(isDenied: boolean): Promise<void> {
    await quiet(tenant);
    // A moved element is idle for one task.
    const isOver = ({ status, renewing, isConnected }: CubeEmbedDashboard): boolean =>
      status !== 'loading' && !renewing && (status === 'idle') !== isConnected;
    await until(() => isOver(dashboard), 'the element to settle');
    const { status, error, isConnected } = dashboard;
    if (status === 'error') {
      expect(isDenied, error?.message).to.be.true;
      expect(error?.code).to.equal('session-denied');
      consoleLines();
    } else {
      expect(status).to.equal(isConnected ? 'ready' : 'idle');
    }
    expect(framesOf(dashboard)).to.have.length(status === 'ready' ? 1 : 0);
    expect(mostCalls, 'calls at once').to.be.at.most(1);
    expect(faults).to.be.empty;
  }

  for (const event of ['focusout', 'focusin'] as const) {
    for (const [cause, begin] of Object.entries(CAUSES)) {
      for (const [reaction, react] of Object.entries(REACTIONS)) {
        it(`${cause}: ${reaction} at ${event}`, async () => {
          const errors = heard(dashboard, 'cube-embed-error');
          // `focusin` fires when the frame is next focused, which happens when a renewal transfers the focus to it.
          dashboard.focus();
          await turn();
          let isHeard = false;
          const listen = (): void => {
            if (isHeard) return;
            isHeard = true;
            react(dashboard);
          };
          document.addEventListener(event, listen);
          begin();
          await settles(cause === 'a denial');
          document.removeEventListener(event, listen);
          expect(errors.map(({ error }) => error.code)).not.to.include('invalid-config');
        });
      }
    }
  }

  const ABORTS: Record<string, () => void> = {
    'a reload during a load': () => void dashboard.reload(),
    'a property that changes during a load': () => {
      dashboard.dashboardId = 'second';
    },
    'a removal during a load': () => {
      dashboard.remove();
    },
  };
  for (const [cause, begin] of Object.entries(ABORTS)) {
    for (const [reaction, react] of Object.entries(REACTIONS)) {
      it(`${cause}: ${reaction} at abort`, async () => {
        let isAborted = false;
        isHeld = true;
        void dashboard.reload();
        // In the same task, another one would count as the same.
        await new Promise<void>(inNextTask);
        await until(() => dashboard.status === 'loading');
        onAbort = () => {
          isAborted = true;
          react(dashboard);
        };
        begin();
        await settles(false);
        expect(isAborted).to.be.true;
      });
    }
  }
});
