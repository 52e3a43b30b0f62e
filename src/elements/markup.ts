import { now, setAlarm } from '../page/alarm.js';
import { warnOnce } from '../page/console.js';
import { CubeEmbedError } from '../shared/errors.js';

/** Milliseconds after which a framework is not expected to set a property any more. */
const SETTING_TIMEOUT = 2_000;
/** What JavaScript makes of an object where a text is due. */
export const OBJECT_TEXT = '[object Object]';

/** @throws CubeEmbedError `invalid-config` if the page's markup has the API key. */
export function refuseApiKey(element: Element): void {
  if (!element.getAttributeNames().some((name) => /api-?key/i.test(name))) return;
  throw new CubeEmbedError('invalid-config', 'the API key must stay on the server, behind session-endpoint.');
}

const isParsed = ({ ownerDocument }: Element): boolean => ownerDocument.readyState !== 'loading';

/** Warns once if `attribute` holds an object's text, and nobody sets the property meanwhile. */
export function watchObjectText(element: Element, attribute: string): void {
  const property = attribute.replace(/-./g, ([, letter = '']) => letter.toUpperCase());
  const look = (): void => {
    if (!element.isConnected || (element as unknown as Record<string, unknown>)[property] !== undefined)
      return;
    warnOnce(
      OBJECT_TEXT,
      element,
      `${attribute} was written as "${OBJECT_TEXT}" and is lost. Import cube-embed before the element is rendered, or write JSON.`,
    );
  };
  setAlarm(look, now() + SETTING_TIMEOUT);
}

/**
 * Warns once if the element has content that it does not show and is the last in its parent, as after `<cube-embed-chat … />`:
 * HTML ignores the slash, so that the rest of the page is inside.
 */
export function warnOfContent(element: Element): void {
  if (!isParsed(element) || element.nextElementSibling) return;
  const isLost = (node: ChildNode): boolean =>
    node instanceof Text ? !!node.data.trim() : 'slot' in node && !node.slot;
  if ([...element.childNodes].some(isLost))
    warnOnce(
      'content',
      element,
      `has content that is not shown. HTML needs a closing tag: <${element.localName} …></${element.localName}>, not />.`,
    );
}
