import type { CubeEmbedElement } from '../elements/embed-element.js';
import type { CubeEmbedDashboard } from '../elements.js';
import type { EmbedMethods, EmbedState, EmbedStore } from './embed-store.js';
import { createEmbedStore, park } from './embed-store.js';

/** The hooks that React and Preact share. */
interface Hooks {
  readonly useState: <T>(initial: T | (() => T)) => [T, (value: T) => void];
  readonly useLayoutEffect: (effect: () => () => void, inputs: readonly unknown[]) => void;
}

/** What `useCubeEmbed()` returns. */
export type CubeEmbedHandle<E extends CubeEmbedElement = CubeEmbedDashboard> = EmbedState<E> &
  EmbedMethods<E> & {
    /** Pass it as the element's `ref`. It also parks an element with `keep` right before its removal. */
    readonly ref: (element: E | null) => void;
  };

export function createUseCubeEmbed({ useState, useLayoutEffect }: Hooks) {
  return function useCubeEmbed<E extends CubeEmbedElement = CubeEmbedDashboard>(): CubeEmbedHandle<E> {
    const [store] = useState<EmbedStore<E>>(() => createEmbedStore<E>());
    const [state, setState] = useState(store.state);
    useLayoutEffect(() => {
      // The element's ref is set before this effect runs.
      setState(store.state);
      return store.subscribe(setState);
    }, [store]);
    return { ...store.methods, ref: store.ref, ...state };
  };
}

/** Parks an element when its component is unmounted: layout effects are cleaned up while it is still in the page. */
export function createUseParking({ useLayoutEffect }: Pick<Hooks, 'useLayoutEffect'>) {
  return function useParking(ref: { readonly current: CubeEmbedElement | null }): void {
    useLayoutEffect(() => {
      const element = ref.current;
      return () => {
        park(element);
      };
    }, [ref]);
  };
}
