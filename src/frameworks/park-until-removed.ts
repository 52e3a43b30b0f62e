import { park } from './embed-store.js';

/** An element that a framework removes. */
type Leaving = Element & { park?(): boolean };

/** The elements whose removal a transition delays. */
const leaving = new Set<Leaving>();
/** Those elements and their ancestors. */
const watched = new Set<Node & Partial<ChildNode>>();

/**
 * Parks an element that its framework is about to remove. If a transition delays the removal, the element takes its embed back,
 * and is parked again when it is removed.
 */
export function parkUntilRemoved(element: Leaving): void {
  park(element);
  queueMicrotask(() => {
    // Removed at once, as usual.
    if (!element.isConnected) return;
    leaving.add(element);
    for (let node: Node | null = element; node; node = node.parentNode) watch(node);
  });
}

/**
 * Parks the elements within a node right before a framework removes it. The end of a transition does not tell: Vue removes by a
 * timer, which may be earlier than `transitionend`.
 */
function watch(node: Node & Partial<ChildNode>): void {
  // Replaced by somebody else, or by us.
  if (Object.hasOwn(node, 'removeChild')) return;
  const remove = node.remove?.bind(node);
  const removeChild = node.removeChild.bind(node);
  watched.add(node);
  node.removeChild = (child) => {
    parkWithin(child);
    return removeChild(child);
  };
  if (remove)
    node.remove = () => {
      parkWithin(node);
      remove();
    };
}

function parkWithin(removed: Node): void {
  for (const element of leaving) {
    if (element.isConnected && !removed.contains(element)) continue;
    leaving.delete(element);
    park(element);
  }
  if (leaving.size) return;
  for (const node of watched) {
    Reflect.deleteProperty(node, 'removeChild');
    Reflect.deleteProperty(node, 'remove');
  }
  watched.clear();
}
