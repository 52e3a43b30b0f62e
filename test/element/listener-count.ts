/** Counts the listeners on window and document. Import it before anything that adds listeners. */
interface Registration {
  target: EventTarget;
  type: string;
  listener: unknown;
  capture: boolean;
}

const registrations: Registration[] = [];

const isCapture = (options: unknown): boolean =>
  typeof options === 'object' ? !!(options as AddEventListenerOptions | null)?.capture : !!options;

function indexOf({ target, type, listener, capture }: Registration): number {
  return registrations.findIndex(
    (each) =>
      each.target === target && each.type === type && each.listener === listener && each.capture === capture,
  );
}

for (const target of [window, document] as EventTarget[]) {
  const add = target.addEventListener.bind(target);
  const remove = target.removeEventListener.bind(target);
  target.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void => {
    const registration = { target, type, listener, capture: isCapture(options) };
    if (listener && indexOf(registration) < 0) {
      registrations.push(registration);
      const { signal, once } = typeof options === 'object' ? options : {};
      signal?.addEventListener('abort', () => forget(registration));
      if (once) add(type, () => forget(registration), { once: true, capture: registration.capture });
    }
    add(type, listener, options);
  };
  target.removeEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: EventListenerOptions | boolean,
  ): void => {
    forget({ target, type, listener, capture: isCapture(options) });
    remove(type, listener, options);
  };
}

function forget(registration: Registration): void {
  const index = indexOf(registration);
  if (index >= 0) registrations.splice(index, 1);
}

/** The event types of the current listeners, sorted, one entry for each listener. */
export function listenedTo(): string[] {
  return registrations
    .map(({ target, type }) => `${target === window ? 'window' : 'document'} ${type}`)
    .sort();
}
