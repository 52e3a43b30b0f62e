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
import { rebuildPairs } from '../embeds.js';
import { state } from '../state.js';

/** One thing that happens in a scenario. */
export interface Step {
  text: string;
  run(): unknown;
}

/** A story with something to watch, played by a button. */
export interface Scenario {
  title: string;
  watch: string;
  steps: Step[];
  /** What has been seen when it is over. */
  outcome: string;
  /** Whether it moves the emulated tenant's clock or data. */
  emulated: boolean;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The steps' first: everything well, and the page just opened. */
export async function prepare(): Promise<void> {
  await setHealth('fine', 'Start a scenario');
  await setGeneration('renewal', 'The newest tenant answers');
  if (state().viewer === 'ada') rebuildPairs();
  else await signIn('ada');
  await isUp();
  await pause(400);
}

export const SCENARIOS: readonly Scenario[] = [
  {
    title: 'A night passes',
    watch:
      'With cube-embed, nothing happens, and that is the point. The plain iframe shows what viewers see without renewal.',
    emulated: true,
    steps: [
      { text: 'Both show the same dashboard, from the same backend', run: () => pause(1_200) },
      { text: '24 hours pass', run: () => letPass(24) },
      { text: 'The viewer is back', run: () => pause(300) },
    ],
    outcome:
      'cube-embed renewed the session in place before the token ended: no reload, nothing lost. The plain iframe says “Session expired”.',
  },
  {
    title: 'The backend breaks',
    watch:
      'cube-embed says that it loads, tries again, and comes up by itself. The plain iframe stays blank.',
    emulated: false,
    steps: [
      { text: 'The backend answers 503', run: () => setHealth('down', 'Backend answers 503') },
      { text: 'The viewer opens the page', run: reopen },
      // After the fifth, the element would show its error panel, and try again half a minute later.
      { text: 'Calls fail and are made again, ever slower', run: () => hasFailed(3) },
      { text: 'The backend is well again', run: () => setHealth('fine', 'Backend answers normally') },
      { text: 'Nobody touches the page', run: isUp },
    ],
    outcome:
      'cube-embed is up again, and nobody had to reload the page. The plain iframe is blank until somebody does.',
  },
  {
    title: 'Someone else signs in',
    watch:
      'With cube-embed, Ada’s rows go at once, then Bruno’s come. Look whose rows stay in the plain iframe.',
    emulated: true,
    steps: [
      { text: 'Ada sees San Francisco', run: () => pause(1_500) },
      { text: 'Ada signs out, Bruno signs in on the same page', run: () => switchViewer('bruno') },
      { text: 'The element has a session of Bruno’s', run: isUp },
    ],
    outcome: 'cube-embed shows New York, for Bruno. The plain iframe still shows Ada’s San Francisco.',
  },
  {
    title: 'An old tenant',
    watch:
      'This tenant cannot renew in place: cube-embed loads a new frame unseen behind the old one, then swaps them.',
    emulated: true,
    steps: [
      {
        text: 'A tenant answers that knows nothing of renewal',
        run: () => setGeneration('events', 'An older tenant answers'),
      },
      { text: 'Both are up', run: isUp },
      { text: '24 hours pass', run: () => letPass(24) },
      { text: 'The viewer is back', run: () => pause(300) },
    ],
    outcome:
      'cube-embed swapped in a fresh frame with no blank moment. The plain iframe says “Session expired”.',
  },
];
