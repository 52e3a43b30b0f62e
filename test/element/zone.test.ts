import 'zone.js';
import { expect } from '@open-wc/testing';
import { configure, preload } from '../../src/index.js';
import { now, setAlarm } from '../../src/page/alarm.js';
import { inNextTask } from '../../src/page/task.js';
import { begun, make, page } from './support.js';

/** Runs in a zone as Angular's does, and returns whether timers that began in it are pending. */
function application(): { run: (act: () => void) => void; isStable: () => boolean } {
  let isPending = false;
  const zone = Zone.current.fork({
    name: 'application',
    onHasTask(parent, _current, target, state) {
      parent.hasTask(target, state);
      if (state.change === 'macroTask') isPending = state.macroTask;
    },
  });
  return { run: (act) => zone.run(act), isStable: () => !isPending };
}

describe('an Angular application with zone.js', () => {
  it('counts its own timers, which this test relies on', () => {
    const { run, isStable } = application();
    let timer: ReturnType<typeof setTimeout>;
    run(() => (timer = setTimeout(() => undefined, 60_000)));
    expect(isStable()).to.equal(false);
    clearTimeout(timer!);
    expect(isStable()).to.equal(true);
  });

  it('is not kept from being stable by the page’s timer, nor are calls for the next task its work', async () => {
    const { run, isStable } = application();
    const ring = (): void => undefined;
    run(() => setAlarm(ring, now() + 60_000));
    expect(isStable()).to.equal(true);
    setAlarm(ring, Infinity);
    const zone = await new Promise((resolve) => run(() => inNextTask(() => resolve(Zone.current))));
    expect(zone).to.equal(Zone.root);
  });

  it('is stable while the tenant’s page is loaded ahead', async () => {
    const { run, isStable } = application();
    const ended = new AbortController();
    run(() => preload({ baseUrl: 'https://127.0.0.1:65381', signal: ended.signal }));
    expect(isStable()).to.equal(true);
    ended.abort();
    configure({ preconnect: 'page' });
    const fetchSession = (): Promise<string> => new Promise(() => undefined);
    const chat = make('cube-embed-chat', { baseUrl: 'https://127.0.0.1:65382', fetchSession });
    run(() => page().append(chat));
    await begun(chat);
    expect(isStable()).to.equal(true);
    configure({ preconnect: undefined });
  });
});
