/** A state with listeners for its changes. */
export interface Store<State> {
  readonly state: State;
  /** Replaces some fields and notifies the listeners. */
  update(change: Partial<State>): void;
  subscribe(listener: (state: State) => void): void;
}

export function createStore<State extends object>(initial: State): Store<State> {
  const listeners = new Set<(state: State) => void>();
  let state = initial;
  return {
    get state() {
      return state;
    },
    update(change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener(state);
    },
    subscribe: (listener) => void listeners.add(listener),
  };
}
