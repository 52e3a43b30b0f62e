let waiting: (() => void)[] = [];

/**
 * Calls `act` in a task of its own, through a message: a timer would wait longer, and would not come at all in tests with a fake
 * clock. At once where there are no messages.
 */
export function inNextTask(act: () => void): void {
  if (typeof MessageChannel !== 'function') {
    act();
    return;
  }
  waiting.push(act);
  if (waiting.length > 1) return;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (): void => {
    port1.close();
    const due = waiting;
    waiting = [];
    for (const each of due) each();
  };
  port2.postMessage(undefined);
}
