import { setTimeout as delay } from 'node:timers/promises';
import { WebKitDriver } from './webkit-driver.js';

/** Keys by Playwright's names, as WebDriver encodes them (W3C WebDriver §17.4.2). */
const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Escape: '\uE00C',
  Space: ' ',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};
const BUTTONS = ['left', 'middle', 'right'];

/**
 * A web-test-runner launcher for WebKitGTK. Its type is `playwright`, and it implements the small part of Playwright's
 * page that `@web/test-runner-commands` uses, so that keys, mouse and viewport work as in the other browsers.
 */
export function webkitLauncher() {
  const driver = new WebKitDriver();
  const page = pageOf(driver);
  let starting;
  let active;
  return {
    name: 'WebKitGTK',
    type: 'playwright',
    concurrency: 1,
    async initialize() {},
    async startSession(id, url) {
      starting ??= driver.start();
      await starting;
      active = id;
      await driver.call('POST', '/url', { url });
    },
    isActive: (id) => id === active,
    getPage: () => page,
    async stopSession() {
      active = undefined;
      await driver.call('POST', '/url', { url: 'about:blank' });
      return {};
    },
    stop: () => driver.stop(),
    async startDebugSession() {
      throw new Error('WebKitGTK has no debug session here: use Chromium or Firefox.');
    },
  };
}

function pageOf(driver) {
  const perform = (source) => driver.call('POST', '/actions', { actions: [source] });
  const key = (...actions) => perform({ type: 'key', id: 'keyboard', actions });
  const pointer = (...actions) =>
    perform({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
  const keyDown = (name) => ({ type: 'keyDown', value: KEYS[name] ?? name });
  const keyUp = (name) => ({ type: 'keyUp', value: KEYS[name] ?? name });
  const move = (x, y) => ({ type: 'pointerMove', duration: 0, x, y });
  const press = (type, { button = 'left' } = {}) => ({ type, button: BUTTONS.indexOf(button) });
  return {
    async setViewportSize({ width, height }) {
      const [x, y] = await driver.run('return [outerWidth - innerWidth, outerHeight - innerHeight]');
      await driver.call('POST', '/window/rect', { width: width + x, height: height + y });
      for (let look = 0; look < 40; look++) {
        if ((await driver.run('return innerWidth')) === width) return;
        await delay(25);
      }
    },
    keyboard: {
      type: (text) => key(...[...text].flatMap((letter) => [keyDown(letter), keyUp(letter)])),
      press(chord) {
        const names = chord.split('+');
        return key(...names.map(keyDown), ...names.reverse().map(keyUp));
      },
      down: (name) => key(keyDown(name)),
      up: (name) => key(keyUp(name)),
    },
    mouse: {
      move: (x, y) => pointer(move(x, y)),
      click: (x, y, options) =>
        pointer(move(x, y), press('pointerDown', options), press('pointerUp', options)),
      down: (options) => pointer(press('pointerDown', options)),
      up: (options) => pointer(press('pointerUp', options)),
    },
  };
}
