/** What becomes of a frame that loads: whether its page has arrived, and what it is if it stays silent. */
import { passing } from '../shared/errors.js';
import { attemptFailed, fail, sessionExpired } from './failure.js';
import { frameIsReady } from './messages.js';
import type { Loading, SessionRequest } from './state.js';
import type { Step } from './step.js';
import { setTask } from './step.js';
import { LOAD_TIMEOUT, POLICY_REPORT, SILENT_READY } from './timing.js';

const NO_PAGE = "the embed's page did not arrive";

/** The next frame's page has loaded, whichever page it is; `isError`: the browser says that there was none. */
export function pageLoaded(step: Step, isError: boolean): void {
  const { now, state } = step;
  const { task } = state;
  if (task.name !== 'loading') return;
  if (isError) setTask(step, { ...task, isError: true, pageBy: now + POLICY_REPORT });
  else setTask(step, { ...task, silentAt: now + SILENT_READY });
}

/** The frame's page should have arrived. If not, the browser may have stopped its load without an event. */
export function pageIsMissing(step: Step, task: Loading): void {
  const { world } = step.facts;
  const hasPage = world.hasPage();
  const loadBy = task.handedAt + LOAD_TIMEOUT;
  // While nothing says that the load was stopped, or nothing can be seen of the page, the frame has another 40 s.
  const mayComeStill = step.now < loadBy && (hasPage === undefined || (!hasPage && !world.mayBeStopped));
  setTask(step, { ...task, pageBy: mayComeStill ? loadBy : Infinity });
  if (task.isError && world.blocked) frameIsSilent(step, task.request);
  else if (task.isError)
    attemptFailed(step, task.request, passing('frame-timeout', 'The browser could not load the embed.'));
  else if (!mayComeStill && isMissing(task, hasPage)) sessionExpired(step, task.request, NO_PAGE);
}

/** Why a frame is not ready at the end of its session. */
export function whatIsMissing({ facts: { world } }: Step): string {
  return world.hasPage() === false ? NO_PAGE : 'the embed was not ready before its session expired';
}

/** Whether to give up a frame whose page should have arrived. */
function isMissing(task: Loading, hasPage: boolean | undefined): boolean {
  return hasPage === undefined ? task.silentAt === Infinity : !hasPage;
}

/** The new frame's page has loaded, but sends no message: a tenant without messages, or no embed at all. */
export function frameIsSilent(step: Step, request: SessionRequest): void {
  const { blocked } = step.facts.world;
  if (!blocked) frameIsReady(step, false);
  else if (step.state.view.token) sessionExpired(step, request, "the page's policy blocked the embed");
  else fail(step, blocked);
}
