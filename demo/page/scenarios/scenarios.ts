import {
  hasFailed,
  isUp,
  letPass,
  reopen,
  setGeneration,
  setHealth,
  signIn,
  switchViewer,
} from '../actions.js';
import { comeBack, goAway, rebuildPairs } from '../embeds.js';
import { state } from '../state.js';

/** One step of a scenario. */
export interface Step {
  text: string;
  run(): unknown;
}

/** A sequence of steps to watch, started by a button. */
export interface Scenario {
  title: string;
  watch: string;
  steps: Step[];
  /** What it has shown when it is over. */
  outcome(): string;
  /** Whether it moves the emulated tenant's clock or data. */
  emulated: boolean;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs before the first step: everything works, and the page was just opened. */
export async function prepare(): Promise<void> {
  await setHealth('fine', 'Start a scenario');
  await setGeneration('renewal', 'Switch to the newest tenant');
  if (state().viewer === 'ada') rebuildPairs();
  else await signIn('ada');
  await isUp();
  await pause(400);
}

/** How the last return went. */
let returned = { kept: false, element: 0, frame: 0 };

export const SCENARIOS: readonly Scenario[] = [
  {
    title: 'A night passes',
    watch:
      'With cube-embed, the dashboard keeps working. The plain iframe shows what viewers see without renewal.',
    emulated: true,
    steps: [
      { text: 'Both show the same dashboard, from the same backend', run: () => pause(1_200) },
      { text: '24 hours pass', run: () => letPass(24) },
      { text: 'The viewer returns', run: () => pause(300) },
    ],
    outcome: () =>
      'cube-embed renewed the session in place before the token expired: no reload, nothing lost. The plain iframe shows “Session expired”.',
  },
  {
    title: 'The backend breaks',
    watch:
      'cube-embed shows that it is loading, retries, and recovers automatically. The plain iframe stays blank.',
    emulated: false,
    steps: [
      { text: 'The backend answers 503', run: () => setHealth('down', 'Backend answers 503') },
      { text: 'The viewer opens the page', run: reopen },
      // After the fifth failure, the element would show its error panel and retry half a minute later.
      { text: 'Calls fail and are retried with growing delays', run: () => hasFailed(3) },
      { text: 'The backend works again', run: () => setHealth('fine', 'Backend answers normally') },
      { text: 'The page recovers without a reload', run: isUp },
    ],
    outcome: () =>
      'cube-embed works again, and nobody had to reload the page. The plain iframe stays blank until somebody does.',
  },
  {
    title: 'Someone else signs in',
    watch:
      'With cube-embed, Ada’s rows disappear at once, then Bruno’s appear. Watch whose rows stay in the plain iframe.',
    emulated: true,
    steps: [
      { text: 'Ada sees San Francisco', run: () => pause(1_500) },
      { text: 'Ada signs out, Bruno signs in on the same page', run: () => switchViewer('bruno') },
      { text: 'The element gets a session for Bruno', run: isUp },
    ],
    outcome: () => 'cube-embed shows Bruno’s New York. The plain iframe still shows Ada’s San Francisco.',
  },
  {
    title: 'An old tenant',
    watch:
      'This tenant cannot renew in place. cube-embed loads a new frame invisibly behind the old one, then swaps them.',
    emulated: true,
    steps: [
      {
        text: 'The page switches to a tenant without renewal in place',
        run: () => setGeneration('events', 'Switch to an older tenant'),
      },
      { text: 'Both are ready', run: isUp },
      { text: '24 hours pass', run: () => letPass(24) },
      { text: 'The viewer returns', run: () => pause(300) },
    ],
    outcome: () =>
      'cube-embed swapped in a new frame without a blank moment. The plain iframe shows “Session expired”.',
  },
  {
    title: 'Away and back',
    watch: 'With cube-embed, the dashboard is back at once, as it was left. The plain iframe loads it anew.',
    emulated: true,
    steps: [
      { text: 'Both show the same dashboard', run: () => pause(1_200) },
      {
        text: 'The viewer opens another page of your application',
        run: async () => {
          goAway();
          await pause(1_500);
        },
      },
      {
        text: 'The viewer returns',
        run: async () => {
          returned = await comeBack();
        },
      },
    ],
    outcome: () =>
      returned.kept
        ? `cube-embed kept the embed: it was back after ${returned.element} ms, without a session. The plain iframe needed a new session, and loaded for ${returned.frame} ms.`
        : `This browser cannot move frames, so both loaded anew: cube-embed for ${returned.element} ms, the plain iframe for ${returned.frame} ms.`,
  },
];
