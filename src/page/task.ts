import { outsideZones } from '../shared/outside-zones.js';

let waiting: (() => void)[] = [];

/**
 * Calls `act` in the next task, by a message: a timer waits longer, and never fires in tests with a fake clock. Calls it at
 * once where `MessageChannel` is missing.
 */
export function inNextTask(act: () => void): void {
  if (typeof MessageChannel !== 'function') {
    act();
    return;
  }
  waiting.push(act);
  if (waiting.length > 1) return;
  const { port1, port2 } = new MessageChannel();
  outsideZones(() => {
    port1.onmessage = (): void => {
      port1.close();
      const due = waiting;
      waiting = [];
      for (const each of due) each();
    };
  });
  port2.postMessage(undefined);
}
